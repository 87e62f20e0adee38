"""Who gets a seat: staff approve, decline and offer; the line moves up; people say yes or no."""

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from events import mails, parts, rows
from events.actions.seating import NOT_OVER, OPEN, confirm, join_line, seat_or_line, tell_later
from events.models.event import EventPage
from events.models.registration import HOPING, Registration, State
from events.refusals import (
    AlreadyRegistered,
    EventFull,
    OfferOver,
    RegistrationClosed,
    StateChanged,
)
from events.seats import seat_transaction, take_seat
from events.signals import seat_given_back
from events.steps import CLOCK, PERSON, Doer, move, staff

if TYPE_CHECKING:
    from community.members.models import User


def approve_registration(*, registration_id: int, by: "User") -> Registration:
    """Return the registration, approved: confirmed where there is a seat, else in the line.

    Raises:
        StateChanged: it does not wait for approval any more.
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    return seat_or_line(partial(_approve, registration_id=registration_id, by=by))


@seat_transaction()
def decline_registration(*, registration_id: int, by: "User", reason: str) -> Registration:
    """Return the registration, declined by staff; the person is told the reason.

    Raises:
        StateChanged: it is confirmed, or given up, meanwhile.
        RegistrationClosed: the event is over; what happened has happened.
    """
    registration = rows.locked(registration_id)
    if registration.event.is_over:
        raise RegistrationClosed
    if registration.state not in HOPING or registration.is_expired:
        raise StateChanged
    move(registration, State.DECLINED, by=staff(by), reason=reason)
    mails.tell_decline(registration, reason)
    return registration


@seat_transaction()
def offer_seat(*, registration_id: int, by: "User") -> Registration:
    """Return the registration of somebody in the line, a seat offered out of turn by staff.

    Raises:
        StateChanged: the person does not wait any more.
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    registration = rows.locked(registration_id)
    if not registration.is_waiting:
        raise StateChanged
    return _offer(registration, by=staff(by))


def lines() -> list[int]:
    """Return the events that let people in and have somebody in the line."""
    waiting = Registration.objects.in_line().filter(event__end__gt=timezone.now())
    return sorted(set(waiting.order_by().values_list("event_id", flat=True)))


@seat_transaction()
def offer_next(*, event_id: int) -> Registration | None:
    """Offer a free seat to the first in the line; return whom, or None where nothing is to do.

    Where the seats are counted by category it is the first for whom there is one.

    Two workers do not overtake each other: the second waits for the first one's row.

    Raises:
        Busy: see `events.refusals`.
    """
    event = EventPage.objects.select_related("entry").get(pk=event_id)
    if event.seats.free == 0:
        return None
    line = Registration.objects.filter(event_id=event_id).in_line()
    if minder := parts.line_minder(event):
        line = line.filter(pk=minder.first_in_line(event, timezone.now()) or 0)
    first = line.select_for_update(of=("self",)).select_related("event__entry", "user").first()
    if first is None:
        return None
    try:
        with transaction.atomic():
            return _offer(first, by=CLOCK)
    except (EventFull, RegistrationClosed):
        return None  # the door or the last seat went meanwhile: the offer is as if never written


@seat_transaction()
def accept_offer(*, registration_id: int) -> Registration:
    """Return the registration, confirmed: the person takes the seat that was offered.

    Raises:
        AlreadyRegistered: in another tab, or by an earlier press.
        OfferOver: too late, or the seat was given back.
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    registration = rows.locked(registration_id)
    if registration.is_confirmed:
        raise AlreadyRegistered(registration)
    if not registration.is_offered:
        raise OfferOver
    user = registration.user
    return confirm(registration, doors=NOT_OVER, user=user, by=PERSON, behind_line=False)


@seat_transaction()
def decline_offer(*, registration_id: int) -> Registration:
    """Return the registration, declined by the person; the seat goes to the next in the line.

    Once more is no fault.

    Raises:
        AlreadyRegistered: the offer was accepted; a confirmed seat is cancelled instead.
        OfferOver: too late; the seat is free already.
    """
    registration = rows.locked(registration_id)
    if registration.is_declined:
        return registration
    if registration.is_confirmed:
        raise AlreadyRegistered(registration)
    if not registration.is_offered:
        raise OfferOver
    tell_later(seat_given_back, registration=registration)
    return move(registration, State.DECLINED, by=PERSON)


@seat_transaction()
def _approve(*, registration_id: int, by: "User", in_line: bool) -> Registration:
    registration = rows.locked(registration_id)
    if not registration.is_to_approve:
        raise StateChanged
    rows.require_door(registration.event, doors=NOT_OVER)
    if in_line:
        return join_line(registration, by=staff(by))
    user = registration.user
    return confirm(registration, doors=NOT_OVER, user=user, by=staff(by), behind_line=True)


def _offer(registration: Registration, *, by: Doer) -> Registration:
    """Write and mail an offer, then hold the seat for it: the lock comes last.

    Raises:
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    rows.require_door(registration.event, doors=OPEN)
    registration.expires_at = registration.event.offer_ends(timezone.now())
    move(registration, State.OFFERED, by=by)
    mails.offer(registration)
    take_seat(registration, doors=OPEN, behind_line=False)
    return registration
