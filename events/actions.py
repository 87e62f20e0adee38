"""The deeds of an event: register, confirm, cancel, and tell everyone when it changes."""

import logging
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from community.members.models import ConsentRecord
from events import consents, mails, rows
from events.models.event import SCOPE, EventPage
from events.models.registration import Registration, State
from events.models.wording import Door
from events.refusals import (
    AlreadyRegistered,
    EventFull,
    LinkExpired,
    LinkUsed,
    RegistrationClosed,
)
from events.rows import Guest
from events.seats import lock_entry, seat_transaction, take_seat
from events.signals import event_changed, registration_cancelled, registration_confirmed
from lane.generations import bump

if TYPE_CHECKING:
    from community.members.models import User
    from vocabulary.models import Term

logger = logging.getLogger(__name__)

HOLD: Final = timedelta(hours=24)  # how long a guest's seat waits for the address to be confirmed
LINK_AGAIN_AFTER: Final = timedelta(minutes=10)  # nobody fills a stranger's mailbox through us
OPEN: Final = frozenset({Door.OPEN})
NOT_OVER: Final = frozenset({Door.OPEN, Door.CLOSED, Door.NOT_YET})


@seat_transaction()
def register_member(*, event_id: int, user: "User", language: str) -> Registration:
    """Return a confirmed registration: a member's address is proven.

    A registration that the person began as a guest under the same address becomes theirs.

    Raises:
        AlreadyRegistered: by an earlier press of the button, perhaps a moment ago.
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    event = rows.event_behind(event_id, doors=OPEN)
    rows.end_own_holds(event, user.email)
    mine = rows.known(event, email=user.email, user=user)
    if mine and mine.is_confirmed and mine.user_id == user.pk:
        raise AlreadyRegistered(mine)
    if mine is None:
        _refuse_when_full(event)
        mine = rows.insert(rows.of_member(event, user, language))
    return _confirm(mine, doors=OPEN, user=user)


@seat_transaction()
def register_guest(*, event_id: int, guest: Guest, language: str) -> Registration:
    """Return a registration that holds a seat until the guest confirms by the link in a mail.

    For an address that is registered already the first registration is returned and its link sent
    again (not more often than `LINK_AGAIN_AFTER`): a stranger learns nothing about others.

    Raises:
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    event = rows.event_behind(event_id, doors=OPEN)
    rows.end_own_holds(event, guest.email)
    if first := rows.known(event, email=guest.email):
        return _send_link_again(first)
    _refuse_when_full(event)
    registration = rows.of_guest(event, guest, language, state=State.PENDING)
    registration.expires_at = min(timezone.now() + HOLD, max(event.start, event.closes_at))
    registration.link_sent_at = registration.created_at
    try:
        rows.insert(registration)
    except AlreadyRegistered as double_click:
        return double_click.registration
    rows.agree(registration, consents.GUEST, method="checkbox")
    mails.ask_for_confirmation(registration)
    take_seat(registration, doors=OPEN)
    return registration


@seat_transaction()
def register_by_hand(*, event_id: int, guest: Guest, language: str) -> Registration:
    """Return a confirmed registration that staff entered for somebody who asked them.

    Staff may do so before registration opens and after it closes, but never beyond the last seat.

    Raises:
        AlreadyRegistered: the address has a seat for this event.
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    event = rows.event_behind(event_id, doors=NOT_OVER)
    rows.end_own_holds(event, guest.email)
    theirs = rows.known(event, email=guest.email)
    if theirs and theirs.is_confirmed:
        raise AlreadyRegistered(theirs)
    if theirs is None:
        theirs = rows.insert(rows.of_guest(event, guest, language, state=State.CONFIRMED))
        rows.agree(theirs, consents.BY_HAND, method="by staff")
    return _confirm(theirs, doors=NOT_OVER, user=theirs.user)


@seat_transaction()
def confirm_registration(*, registration_id: int) -> Registration:
    """Return a guest's registration, confirmed; the seat was held, and is counted once more.

    Raises:
        LinkUsed: it is confirmed or cancelled already.
        LinkExpired: the hold is over; the guest may register again.
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    registration = rows.locked(registration_id)
    if registration.is_confirmed or registration.is_cancelled:
        raise LinkUsed
    if registration.is_expired:
        raise LinkExpired
    return _confirm(registration, doors=NOT_OVER, user=registration.user)


@transaction.atomic
def cancel_registration(*, registration_id: int) -> Registration:
    """Return the registration, cancelled; its seat is free from the commit on.

    Once more is no fault. Giving a seat back needs no lock on the event.

    Raises:
        RegistrationClosed: the event is over; what happened has happened.
    """
    registration = rows.locked(registration_id)
    if registration.is_cancelled or registration.is_expired:
        return registration
    if registration.event.is_over:
        raise RegistrationClosed
    was_confirmed = registration.is_confirmed
    registration.state = State.CANCELLED
    registration.cancelled_at = timezone.now()
    registration.save(update_fields=["state", "cancelled_at"])
    bump(SCOPE)
    if was_confirmed and not registration.has_heard_of_cancellation:
        mails.take_leave(registration)
    if was_confirmed:
        _tell_later(registration_cancelled, registration=registration)
    return registration


@transaction.atomic
def change_registration(
    *, registration_id: int, name: str, group: "Term | None", organisation: str, needs: str
) -> Registration:
    """Return the registration with what the person corrected.

    Raises:
        LinkUsed: it is not active any more, so there is nothing to correct.
    """
    registration = rows.locked(registration_id)
    if not registration.is_active:
        raise LinkUsed
    registration.name, registration.group = name, group
    registration.organisation, registration.needs = organisation, needs
    registration.save(update_fields=["name", "group", "organisation", "needs"])
    return registration


@seat_transaction()
def announce_change(*, event_id: int) -> bool:
    """Count a change of time, zone, place or cancellation; return whether there was one.

    Called after each publication, and again by the sweeper: the second call finds nothing new.
    The mails are written by `inform_registered`, in small steps.

    Raises:
        Busy: see `events.refusals`.
    """
    entry = lock_entry(event_id=event_id)
    event = EventPage.objects.get(pk=event_id)
    facts = event.calendar_facts
    if entry.facts == facts:
        return False
    is_news = bool(entry.facts) and not event.is_over
    entry.sequence += is_news
    entry.facts = facts
    entry.save(update_fields=["sequence", "facts"])
    if is_news:
        _tell_later(event_changed, event_id=event_id)
    return is_news


def unannounced() -> list[int]:
    """Return the live events to come whose calendars were last told something else."""
    events = EventPage.objects.live().filter(alias_of=None, end__gt=timezone.now())
    found = events.select_related("entry", "format", "country").order_by("pk")
    return [event.pk for event in found if event.entry.facts != event.calendar_facts]


@transaction.atomic
def inform_registered(*, limit: int) -> int:
    """Write to at most `limit` people whose calendars are behind; return to how many.

    Workers do not wait for each other, and nobody is told the same change twice.
    """
    behind = Registration.objects.uninformed().filter(event__end__gt=timezone.now())
    people = behind.select_for_update(skip_locked=True, of=("self",)).select_related(
        "event__entry", "user"
    )[:limit]
    for registration in people:
        mails.tell_change(registration)
        registration.told_sequence = registration.event.sequence
        registration.save(update_fields=["told_sequence"])
    return len(people)


@transaction.atomic
def expire_holds() -> int:
    """Mark the holds whose time is up and return how many; their seats were free already."""
    bump(SCOPE)
    return Registration.objects.overdue(timezone.now()).update(state=State.EXPIRED)


@transaction.atomic
def forget_guests(*, days: int) -> int:
    """Delete what guests left who never confirmed, `days` after; return how many.

    Their consent goes as well: nobody has shown that it was theirs.
    """
    long_ago = timezone.now() - timedelta(days=days)
    forgotten = Registration.objects.filter(state=State.EXPIRED, expires_at__lt=long_ago)
    given = list(forgotten.exclude(consent=None).values_list("consent_id", flat=True))
    count, _by_type = forgotten.delete()
    ConsentRecord.objects.filter(pk__in=given).delete()
    return count


@transaction.atomic
def forget_needs(*, days: int) -> int:
    """Blank what people asked to arrange, `days` after the event; return for how many."""
    long_ago = timezone.now() - timedelta(days=days)
    return Registration.objects.filter(event__end__lt=long_ago).exclude(needs="").update(needs="")


def _refuse_when_full(event: EventPage) -> None:
    """Turn people away early and cheaply; who slips through meets the count under the lock."""
    if event.seats.are_gone:
        raise EventFull


def _confirm(
    registration: Registration, *, doors: frozenset[Door], user: "User | None"
) -> Registration:
    """Write down and tell that the seat is theirs, then take it: the lock comes last."""
    registration.user = user
    registration.state = State.CONFIRMED
    registration.confirmed_at = registration.confirmed_at or timezone.now()
    registration.expires_at = None
    registration.told_sequence = registration.event.sequence
    registration.save()
    mails.confirm(registration)
    take_seat(registration, doors=doors)
    _tell_later(registration_confirmed, registration=registration)
    return registration


def _send_link_again(registration: Registration) -> Registration:
    now = timezone.now()
    if registration.link_sent_at and now - registration.link_sent_at < LINK_AGAIN_AFTER:
        return registration
    registration.link_sent_at = now
    registration.save(update_fields=["link_sent_at"])
    if registration.is_confirmed:
        mails.remind(registration)
    else:
        mails.ask_for_confirmation(registration)
    return registration


def _tell_later(signal: Signal, **news: Any) -> None:
    """Tell the other rooms after the commit; a fault of theirs undoes nothing here."""
    transaction.on_commit(partial(_tell, signal, news))


def _tell(signal: Signal, news: dict[str, Any]) -> None:
    for _receiver, answer in signal.send_robust(sender=Registration, **news):
        if isinstance(answer, Exception):
            logger.error("A receiver of an event's signal failed: %r", answer)
