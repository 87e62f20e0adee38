"""The public page on privacy is read by strangers, and so answered by the anonymous lane."""

import pytest

from tests.factories.pages import StandardPageFactory
from tests.lane.conftest import connections_stay, counters, site
from tests.lane.visitor import ask

__all__ = ["connections_stay", "counters", "site"]
pytestmark = pytest.mark.django_db


def test_it_is_answered_by_the_anonymous_lane(site):
    StandardPageFactory(slug="privacy", title="Privacy")
    for _look in range(2):  # the first look at a new site writes its identity
        ask(site, "/privacy/")
    before = len(site.teller.hits)
    assert b"Legal basis" in ask(site, "/privacy/").body
    assert len(site.teller.hits) == before + 1, "it came out of the lane"
