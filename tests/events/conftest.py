"""What the tests of the events share."""

import pytest

from events.rows import Guest
from tests.factories.events import EventFactory
from vocabulary.models import Scheme, Term


@pytest.fixture
def event(db):
    """Return a live event with three seats in ten days."""
    return EventFactory()


@pytest.fixture
def industry(db):
    """Return the group "industry"."""
    return Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, "industry")


@pytest.fixture
def marta(industry):
    """Return a guest."""
    return Guest(
        email="Marta@Example.org",
        name="Marta Example",
        group=industry,
        organisation="A joinery (example)",
        needs="A seat near the door",
    )


@pytest.fixture
def form(industry):
    """Return the answers that a guest's browser sends."""
    return {
        "name": "Marta Example",
        "email": "marta@example.org",
        "organisation": "A joinery (example)",
        "group": "industry",
        "needs": "A seat near the door",
        "consent": "on",
        "homepage": "",
    }
