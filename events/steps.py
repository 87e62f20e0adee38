"""The one way in which a registration goes from state to state.

Each step is in the table below, and leaves a row in the log: from, to, who, why, when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from events import parts, rows
from events.models.event import SEATS, EventPage
from events.models.registration import ACTIVE, WITH_AN_END, Registration, State
from events.models.step import Actor, RegistrationStep
from events.refusals import AlreadyRegistered, Busy
from lane.generations import bump

if TYPE_CHECKING:
    from community.members.models import User

NEW: Final = ""
# What may follow what. Nothing leads back, but for who came: a mistake at the door is put right.
# Who gave a seat back and registers again gets a new row.
AFTER: Final[dict[str, frozenset[State]]] = {
    NEW: frozenset({State.PENDING, State.APPROVAL, State.WAITING, State.CONFIRMED}),
    State.PENDING: frozenset(
        {State.APPROVAL, State.WAITING, State.CONFIRMED, State.CANCELLED, State.EXPIRED}
    ),
    State.APPROVAL: frozenset({State.WAITING, State.CONFIRMED, State.CANCELLED, State.DECLINED}),
    State.WAITING: frozenset({State.OFFERED, State.CONFIRMED, State.CANCELLED, State.DECLINED}),
    State.OFFERED: frozenset({State.CONFIRMED, State.CANCELLED, State.DECLINED, State.EXPIRED}),
    State.CONFIRMED: frozenset({State.CANCELLED, State.ATTENDED, State.NO_SHOW}),
    State.ATTENDED: frozenset({State.CONFIRMED, State.NO_SHOW}),
    State.NO_SHOW: frozenset({State.CONFIRMED, State.ATTENDED}),
    State.CANCELLED: frozenset(),
    State.DECLINED: frozenset(),
    State.EXPIRED: frozenset(),
}


class NotAllowed(ValueError):
    """The table does not know this step: a fault of the caller, who has to look first."""


@dataclass(frozen=True, kw_only=True)
class Doer:
    """Who takes a step: the person, the clock, or one of the staff."""

    actor: Actor
    user: "User | None" = None


PERSON: Final = Doer(actor=Actor.PERSON)
CLOCK: Final = Doer(actor=Actor.CLOCK)


def staff(user: "User | None") -> Doer:
    """Return somebody of the staff as the one who takes a step."""
    return Doer(actor=Actor.STAFF, user=user)


def move(registration: Registration, to: State, *, by: Doer, reason: str = "") -> Registration:
    """Write a new or a locked registration in its next state, and the step in the log.

    Everything else about the row is saved with it, and what was given for its parts. The caller
    holds the row's lock, and for a state that takes a seat calls `events.seats.take_seat` next.

    Raises:
        NotAllowed: the table does not know the step.
        AlreadyRegistered, Busy: a new row meets another of the same person, see `_insert`.
    """
    is_new = registration.pk is None
    before = NEW if is_new else registration.state
    if to not in AFTER[before]:
        message = f"No step leads from {before or 'nothing'} to {to}."
        raise NotAllowed(message)
    registration.state = to
    _stamp(registration, to)
    if is_new:
        _insert(registration)
    else:
        registration.save()
    parts.keep(registration)
    _step(registration, before, by, reason).save(force_insert=True)
    bump(SEATS)
    return registration


def begin_all(registrations: Sequence[Registration], to: State, *, by: Doer) -> None:
    """Write new registrations in their first state, and the step of each in the log, as `move`.

    Few queries for all of them, but for those of their parts.

    Raises:
        NotAllowed: nothing begins there.
        Busy: one of the people has just registered; none of these rows is written.
    """
    if to not in AFTER[NEW]:
        message = f"No step leads from nothing to {to}."
        raise NotAllowed(message)
    for registration in registrations:
        registration.state = to
        _stamp(registration, to)
    try:
        with transaction.atomic():
            Registration.objects.bulk_create(registrations)
    except IntegrityError as error:
        raise Busy from error
    for registration in registrations:
        parts.keep(registration)
    RegistrationStep.objects.bulk_create(_step(one, NEW, by) for one in registrations)
    bump(SEATS)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a person has at an event, locked, and what lifts a new invitation above old ones."""

    active: Registration | None
    offset: int


def standing_of(event: EventPage, *, email: str, user: "User | None" = None) -> Standing:
    """Return what a person has at an event, with one query.

    The person's own hold or offer is marked as expired when it is, so that a new one can begin.
    """
    past = rows.past_of(event, email=email, user=user)
    now = timezone.now()
    active = None
    for mine in past:
        if mine.state in WITH_AN_END and mine.expires_at and mine.expires_at <= now:
            move(mine, State.EXPIRED, by=CLOCK)
        elif mine.state in ACTIVE and active is None:
            active = mine
    return Standing(active=active, offset=rows.offset_after(past))


def _step(registration: Registration, before: str, by: Doer, reason: str = "") -> RegistrationStep:
    return RegistrationStep(
        registration=registration,
        before=before,
        after=registration.state,
        actor=by.actor,
        by=by.user,
        reason=reason,
    )


def _stamp(registration: Registration, to: State) -> None:
    """Set the moments that belong to a state."""
    now = timezone.now()
    if to == State.CONFIRMED:
        registration.confirmed_at = registration.confirmed_at or now
    if to == State.CANCELLED:
        registration.cancelled_at = now
    if to == State.WAITING:
        registration.waiting_since = now
    if to not in (*WITH_AN_END, State.EXPIRED):
        registration.expires_at = None


def _insert(registration: Registration) -> None:
    """Write a new row.

    Raises:
        AlreadyRegistered: somebody pressed twice, and the other press was faster.
        Busy: the same, but that row is gone again by now.
    """
    try:
        with transaction.atomic():
            registration.save(force_insert=True)
    except IntegrityError as error:
        event, user = registration.event, registration.user
        if other := rows.known(event, email=registration.email, user=user):
            raise AlreadyRegistered(other) from error
        raise Busy from error
