"""The list of events narrowed down, the month, and the calendars offered for a choice."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.months import days_of, month_with, next_month
from tests.factories.events import EventFactory, PastEventFactory, RegistrationFactory, index_page
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db


def term(scheme, code):
    return Term.objects.get_by_code(scheme, code)


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def mixed():
    """Return events of several types, formats, countries and times."""
    here = {
        "format": term(Scheme.EVENT_FORMAT, "on-site"),
        "country": term(Scheme.COUNTRY, "SI"),
        "city": "Ljubljana",
        "venue": "Hall",
    }
    workshop = term(Scheme.EVENT_TYPE, "workshop")
    return [
        EventFactory(title="Clinic online"),
        EventFactory(title="Workshop here", event_type=workshop, **here),
        PastEventFactory(title="Workshop gone", event_type=workshop, **here),
        PastEventFactory(title="Clinic gone"),
    ]


def titles(client, query=""):
    page = text_of(client.get(f"{index_page().get_url()}{query}"))
    return {title for title in TITLES if f">{title}</a>" in page}


TITLES = ("Clinic online", "Workshop here", "Workshop gone", "Clinic gone")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", set(TITLES)),
        ("?type=workshop", {"Workshop here", "Workshop gone"}),
        ("?when=coming", {"Clinic online", "Workshop here"}),
        ("?when=past&type=workshop", {"Workshop gone"}),
        ("?format=online&type=advice-clinic", {"Clinic online", "Clinic gone"}),
        ("?country=SI&when=coming", {"Workshop here"}),
        ("?type=workshop&type=advice-clinic", set(TITLES)),
        ("?type=no-such-type", set(TITLES)),
        ("?type=workshop&format=online", set()),
    ],
)
def test_choices_of_one_facet_add_and_facets_narrow(client, mixed, query, found):
    assert titles(client, query) == found


def test_each_choice_says_how_many_it_would_bring(client, mixed):
    page = text_of(client.get(f"{index_page().get_url()}?when=coming"))
    assert re.search(r'name="type" value="workshop"><span>[^<]*</span><data value="1">', page)
    # In the facet that is chosen the other values say what they would bring beside it.
    assert re.search(r'name="when" value="past"><span>Past</span><data value="2">', page)
    assert "2 events" in page


def test_where_nothing_fits_there_is_a_way_out(client, mixed):
    page = text_of(client.get(f"{index_page().get_url()}?type=workshop&format=online"))
    assert "Nothing fits all of this" in page
    assert f'href="{index_page().get_url()}"' in page


def test_the_calendar_of_a_choice_is_offered(client, mixed):
    page = text_of(client.get(f"{index_page().get_url()}?type=workshop&when=coming"))
    assert "events.ics?type=workshop" in page
    assert "calendar of what you have chosen" in page
    assert client.get("/meet/events.ics?type=workshop").status_code == 200


def test_an_unchosen_list_is_found_by_others_and_a_deep_choice_is_not(client, mixed):
    for query, is_indexed in (
        ("", True),
        ("?type=workshop", True),
        ("?when=past&format=online", False),
    ):
        page = text_of(client.get(f"{index_page().get_url()}{query}"))
        assert ('content="noindex' not in page) is is_indexed, query


def test_the_month_shows_each_day_of_an_event(client):
    start = datetime(2027, 5, 30, 22, tzinfo=UTC)  # 31 May in Brussels
    EventFactory(title="Long one", start=start, end=start + timedelta(days=2))
    EventFactory(title="Off", start=start, is_cancelled=True)
    EventFactory(title="Put off", start=start, is_postponed=True)
    address = index_page().get_url()
    may = text_of(client.get(f"{address}?month=2027-05"))
    june = text_of(client.get(f"{address}?month=2027-06"))
    assert may.count("Long one") == 1
    assert "<b>May 2027</b>" in may
    assert "day 2 of 2" in june
    assert 'class="off"' in may
    assert "Put off" not in may
    assert "month=2027-06" in may
    assert "month=2027-07" not in june  # nothing is there: nobody is led on for ever


def test_the_month_keeps_the_choice_and_the_choice_the_month(client, mixed):
    page = text_of(client.get(f"{index_page().get_url()}?type=workshop&month=2027-05"))
    assert '<input type="hidden" name="month" value="2027-05">' in page
    assert 'href="?type=workshop"' in page  # back to the list
    assert "Nothing is planned in this month." in page


@pytest.mark.parametrize("month", ["2027-13", "x", "0000-00", "9999-12", "2027-05-01", "%00"])
def test_what_is_no_month_is_this_month(client, mixed, month):
    page = client.get(f"{index_page().get_url()}?month={month}")
    assert page.status_code == 200
    assert f"<b>{timezone.localdate():%B %Y}</b>" in text_of(page)


def test_an_event_that_ends_at_midnight_has_no_further_day():
    start = datetime(2027, 5, 31, 18, tzinfo=UTC)
    event = EventFactory(start=start, end=datetime(2027, 5, 31, 22, tzinfo=UTC))
    assert days_of(event) == [date(2027, 5, 31)]


def test_an_event_stands_on_the_day_of_its_own_place():
    night = datetime(2027, 5, 31, 22, 30, tzinfo=UTC)
    east = EventFactory(start=night, time_zone="Asia/Tokyo")
    west = EventFactory(start=night, time_zone="America/New_York")
    assert days_of(east) == [date(2027, 6, 1)]
    assert days_of(west) == [date(2027, 5, 31)]


def test_a_month_begins_on_monday_and_marks_today():
    today = date(2027, 5, 12)
    month = month_with(date(2027, 5, 1), [], today=today, span=(today, today), request=None)
    assert [week[0].date.weekday() for week in month.weeks] == [0] * len(month.weeks)
    assert [day.date for week in month.weeks for day in week if day.is_today] == [today]
    assert (month.before, month.after) == (None, None)
    assert next_month(date(2027, 12, 1)) == date(2028, 1, 1)


@pytest.mark.parametrize("number", [1, 30])
def test_the_month_and_a_choice_stay_within_their_budget(client, number):
    for event in EventFactory.create_batch(number):
        RegistrationFactory(event=event)
    month = f"{(timezone.now() + timedelta(days=10)):%Y-%m}"
    for query in (f"?month={month}", "?type=advice-clinic"):
        address = f"{index_page().get_url()}{query}"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12, [query["sql"][:200] for query in queries]


def test_a_past_event_says_that_something_remains(client):
    PastEventFactory(title="Gone", results="<p>Eleven asked for the form.</p>")
    PastEventFactory(title="Nothing")
    assert text_of(client.get(index_page().get_url())).count("<li>With materials</li>") == 1


def test_a_private_event_is_in_no_list_and_no_month(client):
    secret = EventFactory(title="For a few")
    PageViewRestriction.objects.create(page=secret.page_ptr, restriction_type="login")
    address = index_page().get_url()
    for path in (address, f"{address}?month={secret.day:%Y-%m}", f"{address}?type=advice-clinic"):
        assert "For a few" not in text_of(client.get(path)), path


def test_a_list_for_members_only_lists_what_is_in_it(client, bob):
    EventFactory(title="For members")
    PageViewRestriction.objects.create(page=index_page().page_ptr, restriction_type="login")
    client.force_login(bob)
    assert "For members" in text_of(client.get(index_page().get_url()))
