"""Browsers, pages and people who may see figures."""

import pytest
from django.test import Client

from dissemination_metrics.actions import let_coordinators_work
from tests.factories.pages import StandardPageFactory

FIREFOX = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"


@pytest.fixture
def reader() -> Client:
    """Return a browser without cookies."""
    return Client(headers={"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def about(db):
    """Return a published page."""
    return StandardPageFactory.create(title="About us", slug="about-us")


@pytest.fixture
def coordinator(dana, client) -> Client:
    """Return a browser in which Dana is signed in."""
    let_coordinators_work()
    client.force_login(dana)
    return client
