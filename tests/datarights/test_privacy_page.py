"""The public page on privacy is made of the registry, in every language, without a cookie."""

import pytest
from django.conf import settings
from django.utils.html import escape

from community.members.retention import retention_rules
from community.members.rights import holdings
from tests.factories.pages import StandardPageFactory
from tests.lane.conftest import connections_stay, counters, site
from tests.lane.visitor import ask

__all__ = ["connections_stay", "counters", "site"]
pytestmark = pytest.mark.django_db


def test_the_page_says_all_that_is_held(sample_pages, client):
    answer = client.get("/privacy/")
    page = answer.content.decode()
    for holding in holdings():
        for words in (holding.title, holding.purpose, holding.basis.label, holding.kept):
            assert str(escape(words)) in page, holding.section
    for rule in retention_rules():
        assert str(escape(rule.title)) in page
    assert page.count("<h1") == 1
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_no_other_page_says_it(sample_pages, client):
    assert "What this site holds about people" not in client.get("/about/").content.decode()


def test_it_is_answered_by_the_anonymous_lane(site):
    StandardPageFactory(slug="privacy", title="Privacy")
    for _look in range(2):  # the first look at a new site writes its identity
        ask(site, "/privacy/")
    before = len(site.teller.hits)
    assert b"Legal basis" in ask(site, "/privacy/").body
    assert len(site.teller.hits) == before + 1, "it came out of the lane"
