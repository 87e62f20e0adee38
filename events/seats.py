"""The one door through which every seat is taken, whoever takes it.

The truth is a recount of the rows under a lock; there is no counter that could drift. Everything
else in the transaction (rows, mails) comes first and the lock last, so that it is held only for a
count and the commit; when the count refuses, all of it is rolled back.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from functools import cache, lru_cache
from typing import Final

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from psycopg.errors import DeadlockDetected, LockNotAvailable

from events import parts
from events.compiled import EVENT, NOW, ROWS, Statement
from events.models.calendar_entry import CalendarEntry
from events.models.event import SEATS, EventPage
from events.models.registration import Registration, State, holds_a_seat
from events.models.wording import Door
from events.refusals import Busy, EventFull, RegistrationClosed
from lane.generations import bump

LOCK_TIMEOUT: Final = "3s"
NEEDED_ISOLATION: Final = "read committed"
WAITS: Final = Q(state=State.WAITING)
# The columns that decide; the rest is as last published.
AT_THE_DOOR: Final = (
    *("start", "end", "registration_opens", "registration_closes"),
    *("is_cancelled", "is_postponed"),
    "capacity",
)


@contextmanager
def seat_transaction() -> Iterator[None]:
    """Open the transaction in which a seat may be taken; also a decorator.

    Whoever waits longer than `LOCK_TIMEOUT` is asked to come again instead of piling up.

    Raises:
        Busy: another transaction held the lock for too long, or each waited for the other.
        RuntimeError: the isolation level would let a recount see the past.
    """
    try:
        with transaction.atomic():
            _prepare()
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, (LockNotAvailable, DeadlockDetected)):
            raise Busy from error
        raise


def take_seat(*registrations: Registration, doors: frozenset[Door], behind_line: bool) -> EventPage:
    """Return the event, its lock held, when there is a seat for each of these registrations.

    Call it last. All are for one event: they fit whole, or none of them gets a seat. `doors` says
    in which cases registering is allowed. `behind_line`: the seats for which others stand in line
    are not to be had.

    Raises:
        EventFull: all seats are taken by others, or there are fewer than are needed.
        RegistrationClosed: the event stands behind another door by now.
        Busy: see `seat_transaction`.
    """
    known = registrations[0].event
    event = _event_at_the_door(known, is_counted=_is_counted(known))
    now = timezone.now()
    if event.door(now) not in doors:
        raise RegistrationClosed
    new = [one for one in registrations if not one.is_corrected]
    if event.capacity is not None and new:
        minds_line = behind_line and parts.line_minder(event) is None
        if _taken_by_others(new, now, behind_line=minds_line) + len(new) > event.capacity:
            raise EventFull
    for one in registrations:
        parts.require_room(one, event, now, behind_line=behind_line)
    bump(SEATS)
    return event


def count_wish(*registrations: Registration) -> None:
    """Let the parts count wishes that take no seat yet, under the same lock; call it last.

    Raises:
        Refusal: a part refuses, such as for a code that is used up.
        Busy: see `seat_transaction`.
    """
    event = registrations[0].event
    if parts.count_something(event):
        lock_entry(event_id=event.pk)
        for one in registrations:
            parts.require_place(one, event)


def lock_entry(*, event_id: int) -> None:
    """Lock the event's calendar entry until the transaction ends.

    Raises:
        CalendarEntry.DoesNotExist: there is none.
    """
    if not _locking().rows({EVENT: event_id}):
        raise CalendarEntry.DoesNotExist


def _is_counted(event: EventPage) -> bool:
    """Return whether seats are counted, so that whoever takes one needs the lock."""
    return event.capacity is not None or parts.count_something(event)


def _event_at_the_door(known: EventPage, *, is_counted: bool) -> EventPage:
    """Return the event with what decides about a seat as it is now; locked where seats are counted.

    `is_counted`: as far as is known. When it proves otherwise, it is read once more under the lock.
    """
    if is_counted:
        lock_entry(event_id=known.pk)
    ((*deciding, entry_parts),) = _deciding().rows({EVENT: known.pk})
    event, entry = copy(known), copy(known.entry)
    event.__dict__.pop("seats", None)  # counted before
    event.__dict__.update(zip(AT_THE_DOOR, deciding, strict=True))
    entry.parts, event.entry = entry_parts, entry
    if _is_counted(event) and not is_counted:
        return _event_at_the_door(event, is_counted=True)
    return event


def _taken_by_others(
    registrations: Sequence[Registration], now: datetime, *, behind_line: bool
) -> int:
    """Return how many seats others have, and where it matters how many others wait for one."""
    keys = [one.pk for one in registrations]
    values = {EVENT: registrations[0].event_id, NOW: now} | dict(
        zip(_marks(len(keys)), keys, strict=True)
    )
    ((taken,),) = _counting(len(keys), behind_line=behind_line).rows(values)
    return int(taken)


@cache
def _locking() -> Statement:
    """Return the query that locks an event."""
    return Statement(CalendarEntry.objects.select_for_update().filter(pk=EVENT).values_list("pk"))


@cache
def _deciding() -> Statement:
    """Return the query of what decides about a seat."""
    return Statement(EventPage.objects.filter(pk=EVENT).values_list(*AT_THE_DOOR, "entry__parts"))


@lru_cache(maxsize=100)
def _counting(number: int, *, behind_line: bool) -> Statement:
    """Return the query of how many seats others have than so many registrations."""
    counted = holds_a_seat(NOW) | WAITS if behind_line else holds_a_seat(NOW)
    others = ~Q(pk__in=_marks(number))
    rows = Registration.objects.filter(others, counted, event_id=EVENT)
    return Statement(rows.order_by().values_list(ROWS))


def _marks(number: int) -> range:
    return range(EVENT - number, EVENT)


def _prepare() -> None:
    """Limit the waiting, and make sure that a statement sees what others have committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, true), current_setting('transaction_isolation')",
            [LOCK_TIMEOUT],
        )
        isolation = cursor.fetchone()[1]
    if isolation != NEEDED_ISOLATION:
        message = f"Seats need the isolation level {NEEDED_ISOLATION}, not {isolation}."
        raise RuntimeError(message)
