"""What the deeds have in common: where a wish leads, and how the other rooms are told."""

import logging
import math
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.dispatch import Signal

from events import mails, parts
from events.models.event import EventPage
from events.models.registration import Registration, State
from events.models.wording import Door
from events.parts import Pass
from events.refusals import EventFull
from events.seats import count_wish, take_seat
from events.signals import registration_confirmed
from events.steps import Doer, begin_all, move
from outbox.actions import posted_together
from pages.models.default_site import default_site

if TYPE_CHECKING:
    from community.members.models import User

logger = logging.getLogger(__name__)

OPEN: Final = frozenset({Door.OPEN})
ROOM_IS_REMEMBERED: Final = 1.0  # seconds
MOST_REMEMBERED: Final = 1000  # events
_had_room_at: Final[dict[int, float]] = {}  # in this process, by the event's key
NOT_OVER: Final = frozenset({Door.OPEN, Door.CLOSED, Door.NOT_YET})


def seat_or_line(deed: Callable[..., Registration]) -> Registration:
    """Return what a deed brings with a seat or, in a new transaction, with a place in the line.

    `deed` takes `in_line`. The first attempt leaves nothing behind when the last seat is gone.

    Raises:
        EventFull: there is no seat, and no line either.
    """
    default_site()  # from here on in memory, where the mails look for it within the transaction
    try:
        return deed(in_line=False)
    except EventFull as full:
        try:
            return deed(in_line=True)
        except EventFull:
            raise full from None  # the first one knows what exactly is full


def refuse_when_full(event: EventPage) -> None:
    """Turn people away early and cheaply; who slips through meets the count under the lock.

    Where there was room a moment ago nothing is counted here.

    Raises:
        EventFull: no seat is to be had.
    """
    now = time.monotonic()
    if _had_room_at.get(event.pk, -math.inf) + ROOM_IS_REMEMBERED > now:
        return
    minder = parts.line_minder(event)
    if event.seats.are_gone if minder is None else event.seats.free == 0:
        raise EventFull
    if len(_had_room_at) >= MOST_REMEMBERED:
        _had_room_at.clear()
    _had_room_at[event.pk] = now


def refuse_without_line(event: EventPage) -> None:
    """Turn away who would neither find a seat nor a line.

    Raises:
        EventFull: all seats are gone, and there is no waiting list.
    """
    if not event.has_waiting_list:
        if not event.needs_approval:
            raise EventFull
        refuse_when_full(event)


def doors_for(passes: frozenset[Pass]) -> frozenset[Door]:
    """Return the doors through which somebody with these passes may register."""
    return NOT_OVER if Pass.WINDOW in passes else OPEN


def last_moment(event: EventPage, passes: frozenset[Pass]) -> datetime:
    """Return the moment after which no seat is held for a guest with these passes."""
    last = max(event.start, event.closes_at)
    return event.end if Pass.WINDOW in passes else last


def confirm(
    registration: Registration,
    *,
    doors: frozenset[Door],
    user: "User | None",
    by: Doer,
    behind_line: bool,
    tells: bool = True,
) -> Registration:
    """Write down and tell that the seat is theirs, then take it: the lock comes last.

    `tells`: by mail, which only staff can leave out.

    Raises:
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    registration.user = user
    registration.told_sequence = registration.event.sequence
    move(registration, State.CONFIRMED, by=by)
    if tells:
        mails.confirm(registration)
    take_seat(registration, doors=doors, behind_line=behind_line)
    tell_later(registration_confirmed, registration=registration)
    return registration


def join_line(registration: Registration, *, by: Doer, tells: bool = True) -> Registration:
    """Put somebody at the end of the line and tell them; it takes no seat.

    Raises:
        EventFull: the event has no waiting list, or the person comes from there.
    """
    if not registration.event.has_waiting_list or registration.is_offered:
        raise EventFull
    move(registration, State.WAITING, by=by)
    if tells:
        mails.tell_place_in_line(registration)
    count_wish(registration)
    return registration


def ask_approval(registration: Registration, *, by: Doer, tells: bool = True) -> Registration:
    """Lay a registration before the organisers and tell the person; it takes no seat."""
    move(registration, State.APPROVAL, by=by)
    if tells:
        mails.tell_wait_for_approval(registration)
    count_wish(registration)
    return registration


def confirm_all(registrations: Sequence[Registration], *, by: Doer, tells: bool) -> None:
    """Do the same for many new registrations that staff enter; the lock comes last, for all.

    Raises:
        EventFull, RegistrationClosed, Busy: see `events.refusals`; then nobody is confirmed.
    """
    for registration in registrations:
        registration.told_sequence = registration.event.sequence
    _begin_all(registrations, State.CONFIRMED, mails.confirm if tells else None, by=by)
    take_seat(*registrations, doors=NOT_OVER, behind_line=False)
    for registration in registrations:
        tell_later(registration_confirmed, registration=registration)


def join_line_all(registrations: Sequence[Registration], *, by: Doer, tells: bool) -> None:
    """Put many new registrations at the end of the line, in their order.

    Raises:
        EventFull: the event has no waiting list.
    """
    if not registrations[0].event.has_waiting_list:
        raise EventFull
    tell = mails.tell_place_in_line if tells else None
    _begin_all(registrations, State.WAITING, tell, by=by)
    count_wish(*registrations)


def ask_approval_all(registrations: Sequence[Registration], *, by: Doer, tells: bool) -> None:
    """Lay many new registrations before the organisers."""
    tell = mails.tell_wait_for_approval if tells else None
    _begin_all(registrations, State.APPROVAL, tell, by=by)
    count_wish(*registrations)


def _begin_all(
    registrations: Sequence[Registration],
    to: State,
    tell: Callable[[Registration], None] | None,
    *,
    by: Doer,
) -> None:
    begin_all(registrations, to, by=by)
    if tell is not None:
        with posted_together():
            for registration in registrations:
                tell(registration)


def tell_later(signal: Signal, **news: Any) -> None:
    """Tell the other rooms after the commit; a fault of theirs undoes nothing here."""
    transaction.on_commit(partial(_tell, signal, news))


def _tell(signal: Signal, news: dict[str, Any]) -> None:
    for _receiver, answer in signal.send_robust(sender=Registration, **news):
        if isinstance(answer, Exception):
            logger.error("A receiver of an event's signal failed: %r", answer)
