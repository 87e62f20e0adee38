"""The one door through which every seat is taken, whoever takes it.

The truth is a recount of the rows under a lock; there is no counter that could drift. Everything
else in the transaction (rows, mails) comes first and the lock last, so that it is held only for a
count and the commit; when the count refuses, all of it is rolled back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from events.models.calendar_entry import CalendarEntry
from events.models.event import SCOPE, EventPage
from events.models.registration import Registration
from events.models.wording import Door
from events.refusals import Busy, EventFull, RegistrationClosed
from lane.generations import bump

LOCK_TIMEOUT: Final = "3s"
NEEDED_ISOLATION: Final = "read committed"


@contextmanager
def seat_transaction() -> Iterator[None]:
    """Open the transaction in which a seat may be taken; also a decorator.

    Whoever waits longer than `LOCK_TIMEOUT` is asked to come again instead of piling up.

    Raises:
        Busy: another transaction held the lock for too long.
        RuntimeError: the isolation level would let a recount see the past.
    """
    try:
        with transaction.atomic():
            _prepare()
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Busy from error
        raise


def take_seat(registration: Registration, *, doors: frozenset[Door]) -> EventPage:
    """Return the event, its lock held, when there is a seat for this registration.

    Call it last. `doors` says in which cases registering is allowed.

    Raises:
        EventFull: all seats are taken by others.
        RegistrationClosed: the event stands behind another door by now.
        Busy: see `seat_transaction`.
    """
    if registration.event.capacity is not None:
        lock_entry(event_id=registration.event_id)
    event: EventPage = EventPage.objects.get(pk=registration.event_id)
    now = timezone.now()
    if event.door(now) not in doors:
        raise RegistrationClosed
    if event.capacity is not None and _taken_by_others(registration, now) >= event.capacity:
        raise EventFull
    bump(SCOPE)
    return event


def lock_entry(*, event_id: int) -> CalendarEntry:
    """Return the event's calendar entry, locked until the transaction ends."""
    return CalendarEntry.objects.select_for_update().get(pk=event_id)


def _taken_by_others(registration: Registration, now: datetime) -> int:
    others = Registration.objects.filter(event_id=registration.event_id)
    return others.exclude(pk=registration.pk).holding_seats(now).count()


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
