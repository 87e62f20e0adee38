"""Registers somebody who came by a link in a mail: the address is proven already."""

from functools import partial
from typing import TYPE_CHECKING

from events import consents, parts, rows
from events.actions.seating import (
    NOT_OVER,
    ask_approval,
    confirm,
    doors_for,
    join_line,
    refuse_when_full,
    refuse_without_line,
    seat_or_line,
)
from events.models.registration import Registration, State
from events.parts import Pass
from events.refusals import AlreadyRegistered
from events.rows import Guest
from events.seats import seat_transaction
from events.steps import PERSON, standing_of

if TYPE_CHECKING:
    from community.members.models import User


def register_proven(
    *, event_id: int, guest: Guest, language: str, user: "User | None" = None
) -> Registration:
    """Return the registration of a guest whose address is proven: the way is that of a member.

    `user` is the account to which the address belongs, where it is known.

    Raises:
        AlreadyRegistered: the address, or the account, has a registration.
        EventFull, RegistrationClosed, NotAdmitted, Busy: see `events.refusals`.
    """
    return seat_or_line(
        partial(_admit, event_id=event_id, guest=guest, language=language, user=user)
    )


@seat_transaction()
def _admit(
    *, event_id: int, guest: Guest, language: str, user: "User | None", in_line: bool
) -> Registration:
    event = rows.event_behind(event_id, doors=NOT_OVER)
    passes = parts.passes(event, guest.parts, email=guest.email)
    doors = doors_for(passes)
    rows.require_door(event, doors=doors)
    standing = standing_of(event, email=guest.email, user=user)
    known = standing.active
    if known and known.state not in (State.PENDING, State.OFFERED):
        raise AlreadyRegistered(known)
    has_seat = bool(known and known.has_seat)
    mine = known or rows.of_guest(event, guest, language, offset=standing.offset)
    mine.given = guest.parts
    mine.user = mine.user or user
    if known is None:
        rows.agree(mine, consents.GUEST, method="checkbox")
    if event.needs_approval and not has_seat and Pass.APPROVAL not in passes:
        refuse_without_line(event)
        return ask_approval(mine, by=PERSON)
    if in_line:
        return join_line(mine, by=PERSON)
    goes_behind = not has_seat and Pass.LINE not in passes
    if goes_behind:
        refuse_when_full(event)
    return confirm(mine, doors=doors, user=mine.user, by=PERSON, behind_line=goes_behind)
