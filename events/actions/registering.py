"""The deeds of those who want to come: register, confirm, correct, cancel."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from events import consents, mails, parts, rows
from events.actions.seating import (
    NOT_OVER,
    ask_approval,
    confirm,
    doors_for,
    join_line,
    last_moment,
    refuse_when_full,
    refuse_without_line,
    seat_or_line,
    tell_later,
)
from events.models.registration import SEATED, WITH_AN_END, Registration, State
from events.parts import Given, Pass
from events.refusals import (
    AlreadyRegistered,
    LinkExpired,
    LinkUsed,
    RegistrationClosed,
)
from events.rows import Guest
from events.seats import count_wish, seat_transaction, take_seat
from events.signals import registration_cancelled, seat_given_back
from events.steps import PERSON, Doer, move, standing_of

if TYPE_CHECKING:
    from community.members.models import User
    from vocabulary.models import Term

HOLD: Final = timedelta(hours=24)  # how long a guest's seat waits for the address to be confirmed
LINK_AGAIN_AFTER: Final = timedelta(minutes=10)  # nobody fills a stranger's mailbox through us


def register_member(
    *, event_id: int, user: "User", language: str, given: Given | None = None
) -> Registration:
    """Return a member's registration, the address being proven: confirmed where there is a seat.

    Where the organisers decide it waits for them; where all seats are gone it stands in the line,
    if there is one. What the person began as a guest under the same address becomes theirs.

    Raises:
        AlreadyRegistered: by an earlier press of the button, perhaps a moment ago.
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    return seat_or_line(
        partial(_admit, event_id=event_id, user=user, language=language, given=given)
    )


def register_guest(*, event_id: int, guest: Guest, language: str) -> Registration:
    """Return a registration that waits until the guest confirms by the link in a mail.

    It holds a seat meanwhile, but not where the organisers decide or where it is for the line.
    For an address that is registered already the first registration is returned and its link sent
    again (not more often than `LINK_AGAIN_AFTER`): a stranger learns nothing about others.

    Raises:
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    return seat_or_line(partial(_ask_in, event_id=event_id, guest=guest, language=language))


def confirm_registration(*, registration_id: int) -> Registration:
    """Return a guest's registration with its address proven.

    A seat that was held is counted once more and confirmed. Without one the way goes on as for a
    member: to the organisers, to a seat, or into the line.

    Raises:
        LinkUsed: it is confirmed, further on or cancelled already.
        LinkExpired: the time is over; the guest may register again.
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    return seat_or_line(partial(_prove, registration_id=registration_id))


@transaction.atomic
def cancel_registration(
    *, registration_id: int, by: Doer = PERSON, reason: str = ""
) -> Registration:
    """Return the registration, cancelled; its seat or place in the line is free from the commit on.

    Once more is no fault. Giving a seat back needs no lock on the event. A reason that staff write
    goes to the person word for word.

    Raises:
        RegistrationClosed: the event is over; what happened has happened.
    """
    registration = rows.locked(registration_id)
    if not registration.is_active:
        return registration
    if registration.event.is_over or registration.is_settled:
        raise RegistrationClosed
    was_confirmed = registration.is_confirmed
    held_seat = was_confirmed or registration.state in WITH_AN_END
    move(registration, State.CANCELLED, by=by, reason=reason)
    if was_confirmed and not registration.has_heard_of_cancellation:
        mails.take_leave(registration, reason)
    if was_confirmed:
        tell_later(registration_cancelled, registration=registration)
    if held_seat:
        tell_later(seat_given_back, registration=registration)
    return registration


@seat_transaction()
def change_registration(
    *,
    registration_id: int,
    name: str,
    group: "Term | None",
    organisation: str,
    needs: str,
    country: "Term | None" = None,
    given: Given | None = None,
) -> Registration:
    """Return the registration with what the person corrected.

    Where it involves parts that have seats of their own they are counted again under the lock.

    Raises:
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
        LinkUsed: it is not active any more, so there is nothing to correct.
    """
    registration = rows.locked(registration_id)
    if not registration.is_active:
        raise LinkUsed
    registration.name, registration.group = name, group
    registration.organisation, registration.country = organisation, country
    registration.needs = needs
    registration.save(update_fields=["name", "group", "country", "organisation", "needs"])
    registration.given, registration.is_corrected = given, True
    if parts.keep(registration) and registration.has_seat:
        take_seat(registration, doors=NOT_OVER, behind_line=False)
    return registration


@seat_transaction()
def _admit(
    *, event_id: int, user: "User", language: str, given: Given | None, in_line: bool
) -> Registration:
    """Lead a member to the organisers, to a seat or into the line."""
    event = rows.event_behind(event_id, doors=NOT_OVER)
    passes = parts.passes(event, given, email=user.email)
    doors = doors_for(passes)
    rows.require_door(event, doors=doors)
    standing = standing_of(event, email=user.email, user=user)
    mine = standing.active
    if mine and mine.state not in (State.PENDING, State.OFFERED):
        return _adopt(mine, user)
    has_seat = bool(mine and mine.has_seat)
    registration = mine or rows.of_member(event, user, language, offset=standing.offset)
    registration.user, registration.given = user, given
    if event.needs_approval and not has_seat and Pass.APPROVAL not in passes:
        refuse_without_line(event)
        return ask_approval(registration, by=PERSON)
    if in_line:
        return join_line(registration, by=PERSON)
    goes_behind = not has_seat and Pass.LINE not in passes
    if goes_behind:
        refuse_when_full(event)
    return confirm(registration, doors=doors, user=user, by=PERSON, behind_line=goes_behind)


def _adopt(mine: Registration, user: "User") -> Registration:
    """Give a member what they confirmed as a guest.

    Raises:
        AlreadyRegistered: it was theirs before, or has no seat to tell of.
    """
    if mine.user_id == user.pk:
        raise AlreadyRegistered(mine)
    mine.user = user
    mine.save(update_fields=["user"])
    if mine.is_confirmed:
        mails.confirm(mine)
    return mine


@seat_transaction()
def _ask_in(*, event_id: int, guest: Guest, language: str, in_line: bool) -> Registration:
    """Write down a guest's wish, with a seat held or without, and ask for the address."""
    event = rows.event_behind(event_id, doors=NOT_OVER)
    passes = parts.passes(event, guest.parts, email=guest.email)
    doors = doors_for(passes)
    rows.require_door(event, doors=doors)
    standing = standing_of(event, email=guest.email)
    if standing.active:
        return _send_link_again(standing.active)
    is_decided = event.needs_approval and Pass.APPROVAL not in passes
    goes_behind = Pass.LINE not in passes
    if is_decided or in_line:
        refuse_without_line(event)
    elif goes_behind:
        refuse_when_full(event)
    registration = rows.of_guest(event, guest, language, offset=standing.offset)
    registration.keeps_seat = not (is_decided or in_line)
    registration.expires_at = min(timezone.now() + HOLD, last_moment(event, passes))
    registration.link_sent_at = registration.created_at
    rows.agree(registration, consents.GUEST, method="checkbox")
    try:
        move(registration, State.PENDING, by=PERSON)
    except AlreadyRegistered as double_click:
        rows.forget_consent(registration)
        return double_click.registration
    _ask_to_confirm(registration)
    if registration.keeps_seat:
        take_seat(registration, doors=doors, behind_line=goes_behind)
    else:
        count_wish(registration)
    return registration


@seat_transaction()
def _prove(*, registration_id: int, in_line: bool) -> Registration:
    """Lead a guest whose address is proven to a seat, to the organisers or into the line."""
    registration = rows.locked(registration_id)
    event, has_seat = registration.event, registration.keeps_seat
    if registration.is_expired:
        raise LinkExpired
    if not registration.is_to_prove:
        raise LinkUsed
    passes = parts.passes_of(registration)
    doors = NOT_OVER if has_seat else doors_for(passes)
    rows.require_door(event, doors=doors)
    if event.needs_approval and not has_seat and Pass.APPROVAL not in passes:
        return ask_approval(registration, by=PERSON)
    if in_line:
        return join_line(registration, by=PERSON)
    goes_behind = not has_seat and Pass.LINE not in passes
    user = registration.user
    return confirm(registration, doors=doors, user=user, by=PERSON, behind_line=goes_behind)


def _send_link_again(registration: Registration) -> Registration:
    now = timezone.now()
    if registration.link_sent_at and now - registration.link_sent_at < LINK_AGAIN_AFTER:
        return registration
    registration.link_sent_at = now
    registration.save(update_fields=["link_sent_at"])
    _MAIL_AGAIN[registration.state](registration)
    return registration


def _ask_to_confirm(registration: Registration) -> None:
    if registration.keeps_seat:
        mails.ask_for_confirmation(registration)
    else:
        mails.ask_for_address(registration)


# What an address that is known already is told, by the state of its registration.
_MAIL_AGAIN: Final[dict[str, Callable[[Registration], None]]] = {
    State.PENDING: _ask_to_confirm,
    State.APPROVAL: mails.tell_wait_for_approval,
    State.WAITING: mails.tell_place_in_line,
    State.OFFERED: mails.offer,
    **dict.fromkeys(SEATED, mails.remind),
}
