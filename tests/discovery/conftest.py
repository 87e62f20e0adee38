"""What the tests of discovery share."""

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from events.models import EventIndexPage
from tests.factories import events as event_makers
from tests.factories import pages as make


@pytest.fixture
def hide():
    """Return a way to hide a page from the public."""

    def hidden(page):
        return PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.LOGIN
        )

    return hidden


@pytest.fixture
def nodes(client):
    """Return a way to read the nodes of a page's graph, by their type."""

    def read(path):
        answer = client.get(path)
        assert answer.status_code == 200, path
        soup = BeautifulSoup(answer.content, "html.parser")
        blocks = soup.find_all("script", type="application/ld+json")
        assert len(blocks) == 1, path
        graph = json.loads(blocks[0].string)
        assert graph["@context"] == "https://schema.org"
        return graph["@graph"]

    return read


@pytest.fixture
def plant_event():
    """Return a way to plant an event below the home page, with the fields it is given."""

    def planted(**fields):
        make.only(EventIndexPage, "Events", slug="events", **make.LISTING)
        return event_makers.EventFactory(**fields)

    return planted
