"""Many people at once at the same pool and the same code: first without the lock, then with it."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from events import actions, seats
from events.models import Registration, State
from events.pools import part
from events.pools.models import AccessCode
from events.pools.refusals import CategoryFull, WrongCode
from events.pools.room import room_of
from events.rows import Guest
from tests.events.test_concurrency import together
from tests.factories.events import WaitingFactory
from tests.factories.pools import choosing, code_of, hybrid, seated

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 6


@pytest.fixture
def slow_count(monkeypatch):
    """Let a moment pass between the count and the commit: the window in which a race shows."""
    real = part.room_of

    def count_slowly(event, now, *, without=None):
        room = real(event, now, without=without)
        time.sleep(0.15)
        return room

    monkeypatch.setattr(part, "room_of", count_slowly)


@pytest.fixture
def slow_code(monkeypatch):
    """The same for the uses of a code."""
    real = AccessCode.has_use_left

    def look_slowly(self, now, *, without=None):
        has_left = real(self, now, without=without)
        time.sleep(0.15)
        return has_left

    monkeypatch.setattr(AccessCode, "has_use_left", look_slowly)


def guests(event, category=None, code="", number=PEOPLE):
    def deed(index):
        guest = Guest(
            email=f"g{index}@example.org", name=f"Guest {index}", parts=choosing(category, code)
        )
        return lambda: actions.register_guest(event_id=event.pk, guest=guest, language="en")

    return [deed(index) for index in range(number)]


def missing(event):
    """Return by how many seats the fullest pool is oversold."""
    return max(0, -min(room_of(event, timezone.now()).free.values()))


def test_without_the_lock_a_pool_is_sold_twice(slow_count, monkeypatch):
    monkeypatch.setattr(seats, "lock_entry", lambda **_: None)
    event, here, _there = hybrid(has_waiting_list=False)
    together(*guests(event, here))
    assert missing(event) > 0


def test_with_the_lock_no_pool_is(slow_count):
    event, here, _there = hybrid(has_waiting_list=False)
    answers = together(*guests(event, here))
    assert missing(event) == 0
    assert sum(isinstance(answer, Registration) for answer in answers) == 1
    assert sum(isinstance(answer, CategoryFull) for answer in answers) == PEOPLE - 1


def swaps(event, there, here):
    def swap(mine):
        fields = {"name": mine.name, "group": None, "organisation": "", "needs": ""}
        return lambda: actions.change_registration(
            registration_id=mine.pk, given=choosing(here), **fields
        )

    return [swap(seated(event, there)) for _number in range(4)]


def test_without_the_lock_many_change_into_the_last_seat(slow_count, monkeypatch):
    monkeypatch.setattr(seats, "lock_entry", lambda **_: None)
    event, here, there = hybrid(online=4)
    together(*swaps(event, there, here))
    assert missing(event) > 0


def test_with_the_lock_one_changes_into_the_last_seat(slow_count):
    event, here, there = hybrid(online=4)
    together(*swaps(event, there, here), *guests(event, here, number=2))
    assert missing(event) == 0


def test_the_line_of_a_pool_gets_the_freed_seat_whoever_presses_meanwhile(slow_count):
    event, here, there = hybrid(on_site=1, online=1)
    seated(event, there)
    first = seated(event, here, WaitingFactory)
    second = seated(event, here, WaitingFactory)
    user = get_user_model().objects.create_user("m@example.org", name="Member")
    together(
        *[lambda: actions.offer_next(event_id=event.pk)] * 3,
        lambda: actions.register_member(
            event_id=event.pk, user=user, language="en", given=choosing(here)
        ),
        *guests(event, here, number=2),
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.OFFERED, State.WAITING)
    assert missing(event) == 0


def uses(code):
    return AccessCode.objects.with_uses(timezone.now()).get(pk=code.pk).uses


@pytest.mark.parametrize("needs_approval", [True, False])
def test_without_the_lock_a_code_is_used_too_often(slow_code, monkeypatch, needs_approval):
    monkeypatch.setattr(seats, "lock_entry", lambda **_: None)
    event, here, _there = hybrid(on_site=20, needs_approval=needs_approval)
    code = code_of(event, most_uses=2)
    together(*guests(event, here, code.code))
    assert uses(code) > 2


@pytest.mark.parametrize("needs_approval", [True, False])
def test_with_the_lock_it_is_not(slow_code, needs_approval):
    event, here, _there = hybrid(on_site=20, needs_approval=needs_approval)
    code = code_of(event, most_uses=2)
    answers = together(*guests(event, here, code.code))
    assert uses(code) == 2
    assert sum(isinstance(answer, WrongCode) for answer in answers) == PEOPLE - 2
    assert Registration.objects.count() == 2
