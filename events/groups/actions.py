"""The deeds of a group's leader: bring others, all or none, and cancel for one of them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import actions as core
from events import parts, rows
from events.actions.seating import OPEN
from events.groups import mails
from events.groups.models import Companion, GroupRules
from events.groups.refusals import GroupTooLarge, NoRoomForAll, NotALeader, NotForAll
from events.models import EventPage, Registration, State
from events.refusals import AlreadyRegistered, EventFull
from events.rows import Guest
from events.seats import seat_transaction, take_seat
from events.steps import PERSON, move, standing_of
from lane.generations import bump

PART: Final = "groups"
HOLD: Final = timedelta(days=3)  # colleagues answer later than who has just filled in a form
CONSENT: Final = _(
    "Registered by another person of the same group, who says that this person asked for it."
)


@transaction.atomic
def set_rules(*, rules: GroupRules) -> None:
    """Store how many others one person may bring to an event."""
    rules.save()
    parts.note_use(rules.event_id, PART, is_used=rules.most > 0)
    bump("events")


@seat_transaction()
def bring(*, leader_id: int, people: Sequence[Guest]) -> list[Registration]:
    """Return a registration for each of these people, their seats held until they confirm.

    All of them or none: the seats are counted under one lock. Each gets a link of their own.

    Raises:
        NotALeader, GroupTooLarge, NotForAll, NoRoomForAll: see `events.groups.refusals`.
        RegistrationClosed, Busy: see `events.refusals`.
    """
    leader = rows.locked(leader_id)
    event = rows.event_behind(leader.event_id, doors=OPEN)
    if not leader.is_confirmed:
        raise NotALeader
    if len(people) > may_bring(leader):
        raise GroupTooLarge
    if len({person.email.strip().lower() for person in people}) < len(people):
        raise NotForAll
    brought = [_write(event, leader, person) for person in people]
    try:
        for registration in brought:  # the lock is taken with the first, and kept
            take_seat(registration, doors=OPEN, behind_line=True)
    except EventFull as full:
        raise NoRoomForAll from full
    return brought


def give_up(*, leader_id: int, registration_id: int) -> Registration:
    """Return the registration of somebody whom the leader brought, cancelled.

    Raises:
        Companion.DoesNotExist: somebody else brought this person, or nobody did.
        RegistrationClosed: the event is over.
    """
    companion = Companion.objects.get(leader_id=leader_id, registration_id=registration_id)
    return core.cancel_registration(registration_id=companion.registration_id)


def may_bring(leader: Registration) -> int:
    """Return how many more people a leader may bring; two queries."""
    rules = GroupRules.objects.filter(event_id=leader.event_id).first()
    if rules is None:
        return 0
    return max(0, rules.most - sum(one.is_active for one in companions_of(leader)))


def companions_of(leader: Registration) -> list[Registration]:
    """Return those whom a leader brought, whatever became of them; one query."""
    found = Registration.objects.filter(companion__leader=leader).order_by("pk")
    return list(found.select_related("event"))


def _write(event: EventPage, leader: Registration, person: Guest) -> Registration:
    """Write and mail one registration that holds a seat; the lock is not held yet.

    Raises:
        NotForAll: the address has a registration.
    """
    standing = standing_of(event, email=person.email)
    if standing.active:
        raise NotForAll
    registration = rows.of_guest(event, person, leader.language, offset=standing.offset)
    now = timezone.now()
    registration.expires_at = min(now + HOLD, max(event.start, event.closes_at))
    registration.link_sent_at = now
    try:
        move(registration, State.PENDING, by=PERSON)
    except AlreadyRegistered as error:
        raise NotForAll from error
    rows.agree(registration, CONSENT, method="by a group's leader")
    registration.save(update_fields=["consent"])
    Companion.objects.create(registration=registration, leader=leader)
    mails.ask(registration, leader)
    return registration
