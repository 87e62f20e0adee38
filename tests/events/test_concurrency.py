"""Many people at once: the race is shown without the lock, and is gone with it.

Real threads with connections of their own on the real PostgreSQL.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections, transaction
from django.utils import timezone

from events import actions, seats
from events.models import CalendarEntry, EventPage, Registration, State
from events.refusals import AlreadyRegistered, Busy, EventFull, Refusal
from events.rows import Guest
from outbox.models import Message
from tests.factories.events import EventFactory, HoldFactory

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8
CAPACITY = 3


def together(*deeds):
    """Run the deeds at the same moment, each in a thread; return results and refusals."""
    start = threading.Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=20)
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def slow_count(monkeypatch):
    """Let a moment pass between the count and the commit: the window in which a race shows."""
    real = seats._taken_by_others

    def count_slowly(registration, now):
        taken = real(registration, now)
        time.sleep(0.15)
        return taken

    monkeypatch.setattr(seats, "_taken_by_others", count_slowly)


@pytest.fixture
def no_early_refusal(monkeypatch):
    """Let everyone through to the count under the lock."""
    monkeypatch.setattr(actions, "_refuse_when_full", lambda event: None)


def guests(event, number=PEOPLE):
    def deed(index):
        guest = Guest(email=f"g{index}@example.org", name=f"Guest {index}")
        return lambda: actions.register_guest(event_id=event.pk, guest=guest, language="en")

    return [deed(index) for index in range(number)]


def taken(event):
    return Registration.objects.filter(event=event).holding_seats(timezone.now()).count()


def test_without_the_lock_seats_are_sold_twice(slow_count, no_early_refusal, monkeypatch):
    monkeypatch.setattr(seats, "lock_entry", lambda **_: None)
    event = EventFactory(capacity=CAPACITY)
    together(*guests(event))
    assert taken(event) > CAPACITY


def test_with_the_lock_not_one_seat_is_sold_twice(slow_count, no_early_refusal):
    event = EventFactory(capacity=CAPACITY)
    answers = together(*guests(event))
    assert taken(event) == CAPACITY
    assert sum(isinstance(answer, Registration) for answer in answers) == CAPACITY
    assert sum(isinstance(answer, EventFull) for answer in answers) == PEOPLE - CAPACITY
    # Who got none left no trace: no row, no mail.
    assert Registration.objects.count() == Message.objects.count() == CAPACITY


def test_members_guests_staff_and_late_confirmations_share_one_door(slow_count, no_early_refusal):
    event = EventFactory(capacity=2)
    hold = HoldFactory(event=event)
    user = get_user_model().objects.create_user("m@example.org", name="Member")
    staff_guest = Guest(email="s@example.org", name="By hand")
    together(
        *guests(event, 3),
        lambda: actions.register_member(event_id=event.pk, user=user, language="en"),
        lambda: actions.register_by_hand(event_id=event.pk, guest=staff_guest, language="en"),
        lambda: actions.confirm_registration(registration_id=hold.pk),
    )
    assert taken(event) == 2
    hold.refresh_from_db()
    assert hold.state == State.CONFIRMED


def test_pressing_many_times_at_once_gives_one_registration(slow_count):
    event = EventFactory(capacity=CAPACITY)
    user = get_user_model().objects.create_user("bob@example.org", name="Bob")
    presses = [
        lambda: actions.register_member(event_id=event.pk, user=user, language="en")
    ] * PEOPLE
    answers = together(*presses)
    assert Registration.objects.count() == Message.objects.count() == 1
    assert sum(isinstance(answer, Registration) for answer in answers) == 1
    assert sum(isinstance(answer, AlreadyRegistered) for answer in answers) == PEOPLE - 1


def test_a_guest_pressing_many_times_at_once_gets_one_mail(slow_count):
    event = EventFactory(capacity=CAPACITY)
    answers = together(*guests(event, 1) * PEOPLE)
    assert len({answer.pk for answer in answers}) == 1
    assert Registration.objects.count() == Message.objects.count() == 1


def test_confirming_and_cancelling_at_once_ends_in_one_of_the_two():
    hold = HoldFactory()
    together(
        lambda: actions.confirm_registration(registration_id=hold.pk),
        lambda: actions.cancel_registration(registration_id=hold.pk),
    )
    hold.refresh_from_db()
    assert hold.state == State.CANCELLED
    sent = list(Message.objects.order_by("pk").values_list("calendar_method", flat=True))
    assert sent in ([], ["REQUEST", "CANCEL"])


def test_who_waits_too_long_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(seats, "LOCK_TIMEOUT", "200ms")
    event = EventFactory(capacity=CAPACITY)
    locked, release = threading.Event(), threading.Event()

    def hold_the_lock():
        with transaction.atomic():
            CalendarEntry.objects.select_for_update().get(pk=event.pk)
            locked.set()
            release.wait(timeout=10)
        connections.close_all()

    thread = threading.Thread(target=hold_the_lock)
    thread.start()
    locked.wait(timeout=10)
    try:
        with pytest.raises(Busy):
            guests(event, 1)[0]()
    finally:
        release.set()
        thread.join()
    assert Registration.objects.count() == Message.objects.count() == 0


def test_an_editor_who_saves_the_page_makes_nobody_wait(monkeypatch):
    monkeypatch.setattr(seats, "LOCK_TIMEOUT", "500ms")
    event = EventFactory(capacity=CAPACITY)
    with transaction.atomic():
        EventPage.objects.filter(pk=event.pk).update(city="Ljubljana")
        (answer,) = together(guests(event, 1)[0])
    assert isinstance(answer, Registration)


def test_two_workers_tell_nobody_twice():
    event = EventFactory(capacity=None)
    for index in range(6):
        Registration.objects.create(
            event=event, email=f"r{index}@example.org", name="R", state=State.CONFIRMED
        )
    CalendarEntry.objects.filter(pk=event.pk).update(sequence=1)
    together(*[lambda: actions.inform_registered(limit=4)] * 3)
    while actions.inform_registered(limit=4):
        pass
    assert Message.objects.count() == 6
    assert connection.vendor == "postgresql"
