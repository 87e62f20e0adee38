"""Who still waits when registration closes is told so, once, and not at night."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events import actions, tasks
from events.models import Actor, EventPage, State
from outbox.models import Message
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    OfferFactory,
    PastEventFactory,
    RegistrationFactory,
    WaitingFactory,
)

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
MINUTE = timedelta(minutes=1)


def at(hour: int, minute: int = 0, *, day: int = 1) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=BRUSSELS)


@pytest.fixture
def crowded(db):
    """Return an event with a line whose registration closed a moment ago."""
    event = EventFactory(capacity=1, has_waiting_list=True)
    RegistrationFactory(event=event)
    close(event)
    return event


def close(event):
    """Close registration, a moment ago where it is day at the event's place, else for long."""
    closed = timezone.now() - timedelta(days=1)
    EventPage.objects.filter(pk=event.pk).update(registration_closes=closed)


def test_who_waits_is_told_once_and_declined_by_the_clock(crowded):
    waiting = [WaitingFactory(event=crowded, language=code) for code in ("en", "fr")]
    tasks.tell_changes()
    tasks.tell_changes()
    for one in waiting:
        one.refresh_from_db()
        assert one.state == State.DECLINED
        step = one.steps.last()
        assert (step.before, step.after, step.actor) == ("waiting", "declined", Actor.CLOCK)
        assert step.reason
    mails = Message.objects.order_by("pk")
    assert [mail.kind for mail in mails] == ["events/line_closed"] * 2
    assert crowded.title in mails[0].subject
    assert "nobody gave a seat back" in mails[0].text
    assert all(mail.calendar is None for mail in mails)


def test_who_has_a_seat_an_offer_or_asks_for_approval_is_left_alone(crowded):
    offered, asked = OfferFactory(event=crowded), ApplicantFactory(event=crowded)
    assert actions.close_lines(limit=10) == 0
    offered.refresh_from_db()
    asked.refresh_from_db()
    assert (offered.state, asked.state) == (State.OFFERED, State.APPROVAL)


def test_as_long_as_registration_is_open_they_wait():
    waiting = WaitingFactory(event=EventFactory(capacity=1, has_waiting_list=True))
    assert actions.close_lines(limit=10) == 0
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_after_the_event_nobody_is_written_to():
    WaitingFactory(event=PastEventFactory(capacity=1, has_waiting_list=True))
    assert actions.close_lines(limit=10) == 0
    assert not Message.objects.exists()


def test_staff_may_yet_add_who_was_told_so(crowded, marta, ada):
    first = WaitingFactory(event=crowded, email=marta.email.lower())
    tasks.tell_changes()
    EventPage.objects.filter(pk=crowded.pk).update(capacity=2)
    again = actions.register_by_hand(event_id=crowded.pk, guest=marta, language="en", by=ada)
    assert again.pk != first.pk
    assert again.is_confirmed


def test_many_are_told_in_small_steps(crowded):
    WaitingFactory.create_batch(5, event=crowded)
    assert [actions.close_lines(limit=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize(
    ("closes", "starts", "told"),
    [
        (at(18), at(9, day=3), at(18)),  # by day: at once
        (at(23), at(9, day=3), at(8, day=2)),  # at night: in the morning
        (at(3), at(9), at(8)),
        (at(23), at(6, day=2), at(6, day=2)),  # but not after it has begun
        (None, at(9), at(9)),  # it closes by beginning
        (None, at(6), at(6)),
        (at(23, 30), at(23), at(23, 30)),  # it closes while it is on
    ],
)
def test_the_line_ends_by_day_and_not_after_the_event_has_begun(closes, starts, told):
    event = EventPage(start=starts, end=starts + 2 * MINUTE * 60, registration_closes=closes)
    assert event.line_ends() == told
