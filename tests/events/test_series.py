"""Series: all dates on one page, several at once through the one door; and copies of an event."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events import copying
from events.models import EventPage, Registration, Series, Session
from events.sessions.models import SessionSeat
from events.times import on_the_wall
from outbox.models import Message
from tests.factories.events import (
    EventFactory,
    PastEventFactory,
    RegistrationFactory,
    index_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic(db):
    """Return a series with three dates to come, one of them full, and one that is over."""
    series = Series.objects.create(title="Clinic each month", slug="clinic", text="Come again.")
    for number in (1, 2, 3):
        start = timezone.now() + timedelta(days=30 * number)
        event = EventFactory(title=f"Date {number}", series=series, start=start, capacity=1)
        if number == 3:
            RegistrationFactory(event=event)
    PastEventFactory(title="Date 0", series=series)
    EventFactory(title="Draft", series=series, live=False)
    return series


def page(client, series):
    return client.get(series.get_absolute_url()).content.decode()


def date(number):
    return EventPage.objects.get(title=f"Date {number}")


def test_the_page_lists_coming_and_past_dates_and_no_drafts(client, clinic):
    text = page(client, clinic)
    order = [text.index(f">Date {number}</a>") for number in (1, 2, 3, 0)]
    assert order == sorted(order)
    assert "Draft" not in text


def test_a_full_date_cannot_be_ticked(client, clinic):
    text = page(client, clinic)
    assert f'value="{date(1).pk}"' in text
    assert f'value="{date(3).pk}"' not in text


def test_a_guest_registers_for_several_dates_with_one_form(client, clinic, form):
    address = reverse("event_series:register", args=(clinic.slug,))
    answer = client.post(address, form | {"dates": [date(1).pk, date(2).pk]})
    assert answer.status_code == 200
    assert not answer.cookies
    assert Registration.objects.filter(email="marta@example.org").count() == 2
    assert Message.objects.count() == 2
    assert "Look into your mailbox" in answer.content.decode()


def test_a_member_hears_of_each_date(client, clinic, bob):
    client.force_login(bob)
    RegistrationFactory(event=date(1), user=bob, email=bob.email)
    address = reverse("event_series:register", args=(clinic.slug,))
    EventPage.objects.filter(pk=date(1).pk).update(capacity=5)
    answer = client.post(address, {"dates": [date(1).pk, date(2).pk]}).content.decode()
    assert "You are registered already" in answer
    assert "You are registered." in answer
    assert Registration.objects.filter(user=bob).count() == 2


@pytest.mark.parametrize("dates", [[], ["x"], ["-1"], [10**20], ["\x00"]])
def test_what_is_no_date_is_refused_and_nothing_is_lost(client, clinic, form, dates):
    address = reverse("event_series:register", args=(clinic.slug,))
    answer = client.post(address, form | {"dates": dates})
    assert answer.status_code == 422
    assert "Marta Example" in answer.content.decode()
    assert Registration.objects.count() == 1


def test_other_sites_cannot_register_for_somebody(client, clinic, form):
    address = reverse("event_series:register", args=(clinic.slug,))
    data = form | {"dates": [date(1).pk]}
    answer = client.post(address, data, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403


def test_the_series_has_a_calendar_of_its_own(client, clinic):
    EventFactory(title="Other")
    answer = client.get(reverse("event_series:calendar", args=(clinic.slug,)))
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert text.count("BEGIN:VEVENT") == 4
    assert "Other" not in text
    assert "secret-room" not in text


def test_an_unknown_series_is_not_found(client):
    for name in ("page", "register", "calendar"):
        assert client.get(reverse(f"event_series:{name}", args=("nothing",))).status_code == 404


def test_a_private_date_is_not_shown(client, clinic):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(
        page=date(2).page_ptr, restriction_type=PageViewRestriction.LOGIN
    )
    assert "Date 2" not in page(client, clinic)


def test_the_page_of_a_date_leads_to_its_series(client, clinic):
    text = client.get(date(1).get_url()).content.decode()
    assert f'href="{clinic.get_absolute_url()}"' in text
    assert "EventSeries" in text


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_stays_within_its_budget(client, number):
    series = Series.objects.create(title="Long", slug="long")
    EventFactory.create_batch(number, series=series)
    client.get(series.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        page(client, series)
    assert len(queries) <= 12, [query["sql"][:120] for query in queries]


class TestCopying:
    @pytest.fixture
    def source(self, event):
        Session.objects.create(
            event=event, title="First", start=event.start, end=event.end, needs_sign_up=True
        )
        event.registration_closes = event.start - timedelta(hours=2)
        event.results, event.is_postponed = "<p>Done.</p>", True
        event.save()
        return event

    def copy(self, source, **days):
        start = source.start + timedelta(**days)
        return copying.copy_event(event=source, start=start, title="Again", user=None)

    def test_a_copy_is_a_draft_with_the_words_and_without_the_people(self, source):
        mine = RegistrationFactory(event=source)
        SessionSeat.objects.create(session=source.sessions.get(), registration=mine)
        made = self.copy(source, days=7)
        assert not made.live
        assert made.summary == source.summary
        assert (made.results, made.is_postponed) == ("", False)
        assert made.registration_closes - made.start == timedelta(hours=-2)
        assert made.uid != source.uid
        assert not made.registrations.exists()
        (session,) = made.sessions.all()
        assert session.start == made.start
        assert not session.seats.exists()
        made.entry.refresh_from_db()
        assert made.entry.parts == ["sessions"]

    def test_the_hour_stays_when_the_clocks_change(self, source):
        source.start = datetime(2027, 3, 20, 9, tzinfo=UTC)  # 10:00 in Brussels
        source.end = source.start + timedelta(hours=8)
        source.save()
        starts = copying.dates(
            on_the_wall(source.start, source.time_zone),
            rhythm="week",
            times=3,
            zone=source.time_zone,
        )
        assert [on_the_wall(start, source.time_zone).hour for start in starts] == [10, 10, 10]
        made = copying.copy_event(event=source, start=starts[2], title="After", user=None)
        assert on_the_wall(made.end, made.time_zone).hour == 18

    @pytest.mark.parametrize(
        ("rhythm", "days"),
        [
            ("week", ["2027-01-31", "2027-02-07", "2027-02-14"]),
            ("fortnight", ["2027-01-31", "2027-02-14", "2027-02-28"]),
            ("date", ["2027-01-31", "2027-02-28", "2027-03-31"]),
            ("weekday", ["2027-01-31", "2027-02-28", "2027-03-28"]),
        ],
    )
    def test_the_rhythms(self, rhythm, days):
        first = datetime.fromisoformat("2027-01-31T10:00")  # the fifth Sunday
        found = copying.dates(first, rhythm=rhythm, times=3, zone="Europe/Brussels")
        assert [f"{on_the_wall(one, 'Europe/Brussels'):%Y-%m-%d}" for one in found] == days

    def test_staff_make_several_drafts_with_one_form(self, client, source, people):
        client.force_login(people["administrator"])
        address = reverse("copy_event", args=(source.pk,))
        assert client.get(address).status_code == 200
        day = source.day + timedelta(days=7)
        data = {"title": "Again", "start": f"{day:%Y-%m-%d %H:%M}", "rhythm": "week", "times": 3}
        assert client.post(address, data).status_code == 302
        made = EventPage.objects.filter(title="Again").order_by("start")
        assert [event.day for event in made] == [day + n * timedelta(days=7) for n in range(3)]
        assert len({event.slug for event in made}) == 3
        assert not made.filter(live=True).exists()
        client.post(address, data)  # twice: again drafts, no fault
        assert EventPage.objects.filter(title="Again").count() == 6

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"times": "31"}, "less than or equal to 30"),
            ({"times": "x"}, "whole number"),
            ({"start": "soon"}, "valid date"),
            ({"start": "9999-12-30 10:00", "times": "30"}, "too far away"),
            ({"start": "2027-03-28 02:30"}, "go forward"),
            ({"rhythm": "daily"}, "valid choice"),
        ],
    )
    def test_what_is_wrong_is_said(self, client, source, people, changes, words):
        client.force_login(people["administrator"])
        data = {"title": "Again", "start": "2027-05-05 10:00", "rhythm": "week", "times": "2"}
        answer = client.post(reverse("copy_event", args=(source.pk,)), data | changes)
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert not EventPage.objects.filter(title="Again").exists()

    def test_a_member_may_not(self, client, source, bob):
        client.force_login(bob)
        assert client.get(reverse("copy_event", args=(source.pk,))).status_code in (302, 403)
        assert index_page().get_children().count() == 1
