"""The public calendar of events: what is in it, for whom, how it is asked, how it is kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from events.models import EventPage
from tests.events import rfc5545
from tests.factories.events import EventFactory, PastEventFactory, RegistrationFactory, index_page
from tests.lane.conftest import connections_stay, counters, site  # noqa: F401 - fixtures
from tests.lane.visitor import ask
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db
FEED = "/meet/events.ics"


def term(scheme, code):
    return Term.objects.get_by_code(scheme, code)


def titles(response) -> list[str]:
    assert response.status_code == 200, response.content
    calendar = rfc5545.read_feed(response.content)
    return [event.one("SUMMARY").value for event in calendar.within("VEVENT")]


def at(days, **facts):
    start = timezone.now() + timedelta(days=days)
    return EventFactory(start=start, end=start + timedelta(hours=1), **facts)


def publish(event, **changes):
    for name, value in changes.items():
        setattr(event, name, value)
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def test_it_holds_what_comes_and_what_was_lately_in_the_order_of_time(client):
    for days, title in ((9, "Later"), (2, "Sooner"), (-50, "Lately"), (-70, "Long ago")):
        at(days, title=title)
    EventFactory(title="Draft", live=False)
    answer = client.get(FEED)
    assert titles(answer) == ["Lately", "Sooner", "Later"]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    calendar = rfc5545.read_feed(answer.content)
    assert calendar.one("X-WR-CALNAME").value == "INSPIRE: events"
    assert b"secret-room" not in answer.content


def test_a_cancelled_event_stays_for_a_month_and_says_so(client):
    event = publish(EventFactory(title="Off"), is_cancelled=True)
    (shown,) = rfc5545.read_feed(client.get(FEED).content).within("VEVENT")
    assert shown.one("STATUS").value == "CANCELLED"
    assert shown.one("SEQUENCE").value == str(event.sequence)
    assert shown.one("UID").value == f"{event.uid}@localhost" or str(event.uid) in str(shown)
    month_ago = timezone.now() - timedelta(days=31)
    EventPage.objects.filter(pk=event.pk).update(last_published_at=month_ago)
    assert titles(client.get(FEED)) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=webinar", ["Webinar"]),
        ("type=webinar&type=advice-clinic", ["Webinar", "Clinic"]),
        ("format=on-site", ["Clinic"]),
        ("country=SI", ["Clinic"]),
        ("language=de", ["Clinic"]),
        ("audience=industry", ["Webinar"]),
        ("audience=industry&language=de", []),
        ("audience=industry&audience=policy&type=webinar", ["Webinar"]),
        ("utm_source=letter&colour=red", ["Webinar", "Clinic"]),
        ("", ["Webinar", "Clinic"]),
    ],
)
def test_it_is_narrowed_by_facets(client, query, found):
    webinar = at(1, title="Webinar", event_type=term(Scheme.EVENT_TYPE, "webinar"))
    webinar.stakeholder_groups.set(
        [term(Scheme.STAKEHOLDER_GROUP, code) for code in ("industry", "policy")]
    )
    webinar.save()
    at(
        2,
        title="Clinic",
        format=term(Scheme.EVENT_FORMAT, "on-site"),
        country=term(Scheme.COUNTRY, "SI"),
        language="de",
    )
    assert titles(client.get(f"{FEED}?{query}")) == found


def test_a_theme_narrows_and_names_the_calendar(client):
    themes = list(Term.objects.of(Scheme.THEME)[:2])
    event = at(1, title="With theme")
    event.themes.set(themes)
    event.save()
    at(2, title="Without")
    answer = client.get(FEED, {"theme": themes[0].code})
    assert titles(answer) == ["With theme"]
    name = rfc5545.read_feed(answer.content).one("X-WR-CALNAME").value
    assert name.replace("\\", "") == f"INSPIRE: events ({themes[0]})"


@pytest.mark.parametrize(
    "query",
    [
        "type=nothing",
        "type=",
        "theme=%00",
        "theme=%FF%FE",
        "country=SI&country=zz",
        "language=xx",
        "format='; DROP TABLE events--",
        "audience=<script>alert(1)</script>",
        "theme=" + "x" * 10_000,
        "&".join(f"type={number}" for number in range(500)),
    ],
)
def test_a_code_that_does_not_exist_gets_a_clear_answer(client, query):
    answer = client.get(f"{FEED}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert b"script" not in answer.content
    assert len(answer.content) < 3000


def test_it_is_only_read(client):
    assert client.post(FEED).status_code == 405
    assert client.head(FEED).status_code == 200


def test_who_has_it_gets_304_by_tag_and_by_date_until_something_changes(client):
    event = publish(EventFactory())
    first = client.get(FEED)
    tag, date = {"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(FEED).content == first.content
    for headers in (tag, date):
        assert client.get(FEED, headers=headers).status_code == 304
    event = publish(event, title="Renamed")
    EventPage.objects.filter(pk=event.pk).update(
        last_published_at=timezone.now() + timedelta(seconds=2)
    )
    for headers in (tag, date):
        assert client.get(FEED, headers=headers).status_code == 200


def test_an_event_that_is_taken_down_is_news_by_date_too(client):
    event = publish(EventFactory())
    first = client.get(FEED)
    from wagtail.models import PageLogEntry

    PageLogEntry.objects.all().update(timestamp=timezone.now() - timedelta(minutes=1))
    EventPage.objects.filter(pk=event.pk).update(
        last_published_at=timezone.now() - timedelta(minutes=1)
    )
    before = client.get(FEED)["Last-Modified"]
    event = EventPage.objects.get(pk=event.pk)
    event.unpublish()
    answer = client.get(FEED, headers={"If-Modified-Since": before})
    assert answer.status_code == 200
    assert titles(answer) == []
    assert titles(first) != []


def test_nobody_finds_there_what_is_kept_from_the_public(client, bob, alice):
    secret = at(1, title="Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    open_one = at(2, title="Open")
    open_one.create_alias(parent=index_page(), update_slug="mirror")
    RegistrationFactory(event=secret, user=bob, email=bob.email)
    for viewer in (None, bob, alice):
        browser = Client()
        if viewer:
            browser.force_login(viewer)
        answer = browser.get(FEED)
        assert titles(answer) == ["Open"]
        assert b"example.org/secret-room" not in answer.content
        assert bob.email.encode() not in answer.content


def test_another_language_has_its_translations_and_else_the_first_words(client):
    event = at(1, title="Clinic")
    at(2, title="Only English")
    french = Locale.objects.get_or_create(language_code="fr")[0]
    index_page().copy_for_translation(french, copy_parents=True)
    translated = event.copy_for_translation(french)
    publish(translated, title="Clinique")
    assert titles(client.get(FEED)) == ["Clinic", "Only English"]
    answer = client.get(f"/fr{FEED}")
    assert titles(answer) == ["Clinique", "Only English"]
    assert "événements" in answer.content.decode()


@pytest.mark.parametrize("number", [2, 20])
def test_it_asks_the_same_number_of_questions_for_two_and_for_twenty(client, number):
    for event in [*EventFactory.create_batch(number), *PastEventFactory.create_batch(number)]:
        event.themes.set(Term.objects.of(Scheme.THEME)[:2])
        event.country = term(Scheme.COUNTRY, "SI")
        event.save()
    client.get(FEED)
    with CaptureQueriesContext(connection) as queries:
        assert len(titles(client.get(FEED, {"type": "advice-clinic"}))) == 2 * number
    assert len(queries) == QUERIES, "\n".join(query["sql"][:200] for query in queries)


QUERIES = 9


def test_the_list_of_events_tells_how_to_subscribe(client):
    at(1, language="de")
    at(2, event_type=term(Scheme.EVENT_TYPE, "webinar"))
    page = client.get(index_page().get_url()).content.decode()
    address = "//localhost"
    assert f'href="webcal:{address}' in page or 'href="webcal://' in page
    assert "/meet/events.ics?language=de" in page
    assert "/meet/events.ics?type=webinar" in page
    assert "?format=" not in page  # all are alike


@pytest.mark.django_db(transaction=True)
class TestLane:
    def test_it_is_kept_and_new_as_soon_as_something_is_published(self, site):  # noqa: F811
        event = publish(EventFactory(title="First"))
        for _ in range(2):
            first = ask(site, FEED)
        hits = len(site.teller.hits)
        with CaptureQueriesContext(connection) as queries:
            again = ask(site, FEED)
        assert not queries.captured_queries
        assert len(site.teller.hits) == hits + 1
        assert "set-cookie" not in again.names
        headers = first.headers
        known = ask(site, FEED, HTTP_IF_NONE_MATCH=headers["ETag"])
        assert (known.status, known.body) == (304, b"")
        assert known.headers["Last-Modified"] == headers["Last-Modified"]
        assert ask(site, FEED, HTTP_IF_MODIFIED_SINCE=headers["Last-Modified"]).status == 304
        old = "Mon, 01 Jan 2024 00:00:00 GMT"
        assert ask(site, FEED, HTTP_IF_MODIFIED_SINCE=old).status == 200
        assert ask(site, FEED, HTTP_IF_MODIFIED_SINCE="yesterday").status == 200
        # A tag counts before a date.
        both = {"HTTP_IF_NONE_MATCH": '"x"', "HTTP_IF_MODIFIED_SINCE": headers["Last-Modified"]}
        assert ask(site, FEED, **both).status == 200
        publish(event, title="Second")
        changed = ask(site, FEED, HTTP_IF_NONE_MATCH=headers["ETag"])
        assert changed.status == 200
        assert b"SUMMARY:Second" in changed.body

    def test_strange_parameters_do_not_fill_it(self, site):  # noqa: F811
        EventFactory()
        for _ in range(2):
            ask(site, FEED)
        kept = len(site.store.entries)
        for number in range(20):
            assert ask(site, FEED, f"x={number}").status == 200
            assert ask(site, FEED, f"type=no-{number}").status == 400
        assert len(site.store.entries) == kept
        assert ask(site, FEED, "type=webinar").status == 200
        assert len(site.store.entries) == kept + 1
