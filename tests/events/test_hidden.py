"""Every channel by every way to hide an event: what is hidden is told nowhere, by no name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from discovery.harvesting import keep_records
from events.models import EventPage, Series
from newsletters.composing import compose
from search.actions import rebuild
from tests.factories.events import EventFactory, index_page
from tests.factories.newsletters import IssuePageFactory, item

pytestmark = pytest.mark.django_db
OPEN = "Qqopen clinic"
HIDDEN = {
    "unlisted": "Qqunlisted board",
    "embargoed": "Qqembargoed launch",
    "private": "Qqprivate table",
    "draft": "Qqdraft idea",
}


@pytest.fixture
def events(db):
    """Return an event that is listed and one of each kind that is not, all of one series."""
    series = Series.objects.create(title="Each month", slug="each-month")
    shared = {"series": series, "language": "en"}
    made = {"open": EventFactory(title=OPEN, slug="qqopen", **shared)}
    for kind, title in HIDDEN.items():
        made[kind] = EventFactory(title=title, slug=f"qq{kind}", **shared)
    EventPage.objects.filter(pk=made["unlisted"].pk).update(is_unlisted=True)
    PageViewRestriction.objects.create(
        page=made["private"], restriction_type=PageViewRestriction.LOGIN
    )
    made["draft"].unpublish()
    _hold_back(made["embargoed"])
    return {kind: EventPage.objects.get(pk=event.pk) for kind, event in made.items()}


def _hold_back(event):
    event.unpublish()
    event = EventPage.objects.get(pk=event.pk)
    event.go_live_at = timezone.now() + timedelta(hours=2)
    event.save_revision().publish()


def month():
    return f"{index_page().get_url()}?month={(timezone.now() + timedelta(days=10)):%Y-%m}"


CHANNELS = {
    "list": lambda: index_page().get_url(),
    "month": month,
    "calendar": lambda: reverse("events:calendar"),
    "series": lambda: reverse("event_series:page", args=("each-month",)),
    "calendar of a series": lambda: reverse("event_series:calendar", args=("each-month",)),
    "feed of events": lambda: reverse("discovery:atom", args=("events",)),
    "feed of all": lambda: reverse("discovery:json_feed", args=("all",)),
    "for language models": lambda: "/llms.txt",
    "list as text": lambda: "/events/index.md",
    "site map": lambda: "/sitemap-1.xml",
    "search": lambda: "/search/?q=qqopen+OR+qqunlisted+OR+qqembargoed+OR+qqprivate+OR+qqdraft",
    "interface of events": lambda: "/api/v1/events/?per_page=200&time=all",
    "home": lambda: "/",
}
# Where no event stands at all: should one ever come in, it is no hidden one.
WITHOUT = {
    "harvesting": lambda: "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "interface of pages": lambda: "/api/v1/articles?per_page=100",
}


def told(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode().replace("\r\n ", "")


def leaks(text):
    """Return the kinds of hidden events of which a text tells, by their titles or addresses."""
    return {kind for kind, title in HIDDEN.items() if title in text or f"/qq{kind}" in text}


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_tells_of_the_open_event_and_of_no_hidden_one(client, events, channel):
    rebuild()
    text = told(client, CHANNELS[channel]())
    if channel != "home":  # which shows events where its editors put the block
        assert OPEN in text or "/qqopen" in text
    assert leaks(text) == set()


@pytest.mark.parametrize("channel", WITHOUT)
def test_a_channel_without_events_tells_of_no_hidden_one(client, events, channel):
    keep_records()
    assert leaks(told(client, WITHOUT[channel]())) == set()


@pytest.mark.parametrize("kind", ["open", *HIDDEN])
def test_suggestions_name_the_open_event_only(client, events, kind):
    rebuild()
    text = told(client, f"/search/suggest?q=qq{kind}")
    assert (OPEN in text) == (kind == "open")
    assert leaks(text) == set()


def test_a_letter_shows_the_open_event_and_of_the_others_not_even_the_title(client, events):
    issue = IssuePageFactory(body=[item(page) for page in events.values()])
    letter = compose(issue)
    page = told(client, issue.get_url())
    for text in (letter.html, letter.text, page):
        assert OPEN in text
        assert leaks(text) == set()
    assert [part.shape for part in letter.parts].count("gone") == len(HIDDEN)


def test_what_is_hidden_appears_once_it_is_hidden_no_more(client, events):
    """Without this the tests above would be green for a channel that shows nothing."""
    EventPage.objects.filter(pk=events["unlisted"].pk).update(is_unlisted=False)
    PageViewRestriction.objects.all().delete()
    for kind in ("embargoed", "draft"):
        page = EventPage.objects.get(pk=events[kind].pk)
        page.go_live_at = None
        page.save_revision().publish()
    rebuild()
    for channel, address in CHANNELS.items():
        if channel != "home":
            assert leaks(told(client, address())) == set(HIDDEN), channel
