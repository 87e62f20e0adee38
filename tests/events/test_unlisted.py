"""An event that is not listed: open by its address, told of nowhere."""

import pytest
from django.urls import reverse

from events.models import EventPage
from events.templatetags.events_tags import upcoming_events
from search.actions import rebuild
from search.models import Entry
from tests.factories.events import EventFactory, PastEventFactory, index_page

pytestmark = pytest.mark.django_db
SECRET = "Quiet meeting of the board"


@pytest.fixture
def pair(db):
    """Return a listed event and one that is not."""
    return EventFactory(title="Open clinic"), EventFactory(title=SECRET, is_unlisted=True)


def told(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        reverse("events:calendar"),
        reverse("discovery:atom", args=("events",)),
        reverse("discovery:json_feed", args=("all",)),
        "/llms.txt",
        "/events/index.md",
        "/events/",
    ],
)
def test_channels_tell_of_the_listed_event_only(client, pair, address):
    said = told(client, address).replace("\r\n ", "")
    assert "Open clinic" in said
    assert SECRET not in said


def test_the_map_of_the_site_leaves_it_out(client, pair):
    listed, hidden = pair
    body = told(client, "/sitemap.xml")
    if "<sitemapindex" in body:
        body = told(client, "/sitemap-1.xml")
    assert listed.slug in body
    assert hidden.slug not in body


def test_lists_on_pages_leave_it_out(rf, pair):
    past = PastEventFactory(title=f"{SECRET} once", is_unlisted=True)
    titles = [card.title for card in upcoming_events({"request": rf.get("/")}, 9)["cards"]]
    assert titles == ["Open clinic"]
    assert past not in index_page().listed()


def test_the_search_does_not_find_it_even_when_it_did_before(pair):
    listed, _hidden = pair
    rebuild()
    assert Entry.objects.filter(title="Open clinic").exists()
    assert not Entry.objects.filter(title=SECRET).exists()
    EventPage.objects.filter(pk=listed.pk).update(is_unlisted=True)
    rebuild()
    assert not Entry.objects.filter(title="Open clinic").exists()


def test_the_page_itself_opens_and_tells_machines_nothing(client, pair, form):
    _listed, hidden = pair
    page = told(client, hidden.url)
    assert SECRET in page
    assert '<meta name="robots" content="noindex">' in page
    assert "application/ld+json" not in page
    assert client.get(f"{hidden.url}index.md").status_code == 404
    assert client.post(reverse("events:register", args=(hidden.pk,)), form).status_code == 303
    assert client.get(reverse("events:calendar_file", args=(hidden.pk,))).status_code == 200
