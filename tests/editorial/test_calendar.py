"""The calendar shows what is coming, to people and to their calendar programmes."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from editorial.calendar import beside, entries, month_grid, month_of, span_of
from editorial.models import Bundle, CalendarFeed
from tests.editorial.conftest import signed_in, words
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(article, plain, editor):
    """Return a moment in the middle of next month on which one thing of each kind happens."""
    day = (timezone.localdate().replace(day=1) + timedelta(days=45)).replace(day=15)
    moment = timezone.now().replace(year=day.year, month=day.month, day=15, hour=12)
    type(article).objects.filter(pk=article.pk).update(owner=editor)
    article.go_live_at = moment
    article.save_revision().publish()
    type(plain).objects.filter(pk=plain.pk).update(expire_at=moment)
    Bundle.objects.create(title="Launch", state="scheduled", scheduled_at=moment)
    EventFactory.create(title="Clinic", start=moment, end=moment + timedelta(hours=1))
    return moment


def kinds(moment, **filters):
    first, last = span_of(moment.date().replace(day=1))
    wanted = {"kinds": set(), "person": None} | filters
    return {entry.kind for entry in entries(first, last, **wanted)}


def test_it_shows_publications_expiries_bundles_and_events(busy):
    assert kinds(busy) >= {"publication", "expiry", "bundle", "event"}


def test_it_shows_what_is_to_be_read_again(plain):
    due = timezone.localtime(plain.last_published_at + timedelta(days=365))
    nearby = (due + timedelta(days=step) for step in (-2, 0, 2))
    assert any("review" in kinds(moment) for moment in nearby)


def test_it_is_narrowed_by_kind_and_by_person(busy, editor):
    assert kinds(busy, kinds={"event"}) == {"event"}
    assert kinds(busy, person=editor.pk) == {"publication"}


@pytest.mark.parametrize("view", ["", "list"])
def test_both_ways_of_showing_it_name_everything(busy, editor, view):
    screen = words(
        signed_in(editor).get(reverse("calendar:index"), {"month": f"{busy:%Y-%m}", "as": view})
    )
    for title in ("On drawers", "Small print", "Launch", "Clinic"):
        assert title in screen


@pytest.mark.parametrize(
    "query",
    [
        {"month": "2026-13"},
        {"month": "9999-01"},
        {"month": "\0"},
        {"month": "x" * 10_000},
        {"person": "9" * 40},
        {"person": "-1"},
        {"kind": "nothing"},
        {"as": "<b>"},
    ],
    ids=["no month", "far", "nul", "long", "huge person", "negative", "no kind", "no view"],
)
def test_what_makes_no_sense_shows_this_month(editor, query):
    assert signed_in(editor).get(reverse("calendar:index"), query).status_code == 200


def test_months_are_read_and_turned():
    today = date(2026, 1, 31)
    assert month_of("2026-02", today) == date(2026, 2, 1)
    assert month_of("nonsense", today) == date(2026, 1, 1)
    assert beside(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert beside(date(2025, 12, 1), 1) == date(2026, 1, 1)


def test_weeks_begin_on_monday_and_mark_today():
    grid = month_grid(date(2026, 11, 1), [], date(2026, 11, 26))
    assert all(week[0].date.weekday() == 0 for week in grid)
    assert sum(day.is_today for week in grid for day in week) == 1


def made_address(browser):
    text = words(browser.post(reverse("calendar:feed")))
    return text.split('value="http://testserver')[1].split('"')[0]


def test_a_calendar_programme_fetches_it_without_signing_in(busy, editor):
    address = made_address(signed_in(editor))
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    found = {str(one["summary"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert "Event: Clinic" in found
    again = Client().get(address)
    identities = [
        {str(one["uid"]) for one in Calendar.from_ical(body.content).walk("VEVENT")}
        for body in (answer, again)
    ]
    assert identities[0] == identities[1]


def test_a_new_address_ends_the_old_one_and_an_end_ends_all(editor):
    browser = signed_in(editor)
    old, new = made_address(browser), made_address(browser)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    browser.post(reverse("calendar:feed"), {"decision": "end"})
    assert Client().get(new).status_code == 404


def test_the_address_ends_with_the_role(editor):
    address = made_address(signed_in(editor))
    editor.groups.clear()
    assert Client().get(address).status_code == 404


def test_the_token_of_the_address_is_not_kept(editor):
    address = made_address(signed_in(editor))
    token = address.rsplit("/", 1)[-1].removesuffix(".ics")
    assert len(token) >= 43
    assert CalendarFeed.objects.get().token_digest != token


def test_the_calendar_asks_for_the_same_with_three_events_and_with_thirty(
    busy, editor, django_assert_max_num_queries
):
    counts = []
    browser = signed_in(editor)
    for number in (3, 27):
        for one in range(number):
            EventFactory.create(title=f"E{number}-{one}", start=busy, end=busy + timedelta(hours=1))
        browser.get(reverse("calendar:index"), {"month": f"{busy:%Y-%m}"})
        with django_assert_max_num_queries(60) as captured:
            browser.get(reverse("calendar:index"), {"month": f"{busy:%Y-%m}"})
        counts.append(len(captured))
    assert counts[0] == counts[1]
