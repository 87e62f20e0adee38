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
from events.actions import registering
from events.models import CalendarEntry, EventPage, Registration, State
from events.refusals import AlreadyRegistered, Busy, EventFull, Refusal
from events.rows import Guest
from outbox.models import Message
from pages.templatetags.mail_tags import identity
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    HoldFactory,
    OfferFactory,
    RegistrationFactory,
    WaitingFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8
CAPACITY = 3


def together(*deeds):
    """Run the deeds at the same moment, each in a thread; return results and refusals."""
    identity()  # the first mail of a site makes its row, for which the others would wait
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
    real, lock = seats._taken_by_others, seats.lock_entry

    def count_slowly(registration, now, *, behind_line):
        taken = real(registration, now, behind_line=behind_line)
        # Without the lock nobody waits for another: time for all to count, on a slow machine too.
        time.sleep(0.15 if seats.lock_entry is lock else 1.5)
        return taken

    monkeypatch.setattr(seats, "_taken_by_others", count_slowly)


@pytest.fixture
def no_early_refusal(monkeypatch):
    """Let everyone through to the count under the lock."""
    monkeypatch.setattr(registering, "refuse_when_full", lambda event: None)


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


def lists(event, *names, tells=True):
    """Return a deed for each string of letters: one person for each letter, as from a file."""

    def deed(letters):
        people = [Guest(email=f"{one}@example.org", name=one) for one in letters]
        entries = [actions.Entry(guest=guest, language="en") for guest in people]
        return lambda: actions.register_list(event_id=event.pk, entries=entries, tells=tells)

    return [deed(letters) for letters in names]


def test_without_the_lock_lists_sell_seats_twice(slow_count, no_early_refusal, monkeypatch):
    monkeypatch.setattr(seats, "lock_entry", lambda **_: None)
    event = EventFactory(capacity=4)
    together(*lists(event, "abc", "def", "ghi", tells=False))
    assert taken(event) > 4


def test_lists_and_guests_share_one_door(slow_count, no_early_refusal):
    event = EventFactory(capacity=4)
    together(*lists(event, "abc", "def", "ghi"), *guests(event, 3))
    assert 3 <= taken(event) <= 4
    assert Message.objects.count() == Registration.objects.count() == taken(event)


def test_lists_with_the_same_people_in_another_order_hinder_nobody(slow_count):
    event = EventFactory(capacity=None)
    names = "".join(chr(number) for number in range(ord("a"), ord("z") + 1))
    answers = together(*lists(event, names, names[::-1], names, names[::-1]))
    assert Registration.objects.count() == Message.objects.count() == len(names)
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert all(isinstance(answer, Busy) for answer in refused)
    done = [one for answer in answers if isinstance(answer, list) for one in answer if one]
    assert len(done) == len(names)


def sure(event):
    return Registration.objects.filter(event=event, state=State.CONFIRMED).count()


def test_without_the_lock_staff_approve_more_than_there_are_seats(
    slow_count, no_early_refusal, monkeypatch, ada
):
    event = EventFactory(capacity=1)
    asked = [ApplicantFactory(event=event) for _number in range(4)]
    approve = [
        lambda one=one: actions.approve_registration(registration_id=one.pk, by=ada)
        for one in asked
    ]
    monkeypatch.setattr(seats, "lock_entry", lambda **_: None)
    together(*approve)
    assert sure(event) > 1


def test_accept_approve_register_and_come_back_share_the_last_seat(
    slow_count, no_early_refusal, ada
):
    event = EventFactory(capacity=2)
    left = RegistrationFactory(event=event)
    offered = OfferFactory(event=event)
    asked = [ApplicantFactory(event=event) for _number in range(2)]
    actions.cancel_registration(registration_id=left.pk)
    again = Guest(email=left.email, name=left.name)
    user = get_user_model().objects.create_user("m@example.org", name="Member")
    together(
        lambda: actions.accept_offer(registration_id=offered.pk),
        *[
            lambda one=one: actions.approve_registration(registration_id=one.pk, by=ada)
            for one in asked
        ],
        lambda: actions.register_member(event_id=event.pk, user=user, language="en"),
        lambda: actions.register_guest(event_id=event.pk, guest=again, language="en"),
    )
    assert taken(event) == 2
    offered.refresh_from_db()
    assert offered.is_confirmed  # what was offered was held


def test_the_line_gets_the_freed_seat_whoever_presses_meanwhile(slow_count, no_early_refusal):
    event = EventFactory(capacity=1, has_waiting_list=True)
    first, second = WaitingFactory(event=event), WaitingFactory(event=event)
    offers = [lambda: actions.offer_next(event_id=event.pk)] * 3
    together(*offers, *guests(event, 3))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.OFFERED, State.WAITING)
    assert taken(event) == 1
    assert Message.objects.filter(kind="events/seat_offered").count() == 1


def test_an_offer_accepted_in_many_tabs_is_accepted_once(slow_count):
    offered = OfferFactory()
    answers = together(*[lambda: actions.accept_offer(registration_id=offered.pk)] * PEOPLE)
    assert sum(isinstance(answer, AlreadyRegistered) for answer in answers) == PEOPLE - 1
    assert Message.objects.count() == 1
    assert offered.steps.count() == 1


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
