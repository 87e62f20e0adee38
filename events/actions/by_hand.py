"""What staff enter for somebody: by hand, or from a list of theirs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from events import consents, rows
from events.actions.seating import (
    NOT_OVER,
    ask_approval,
    ask_approval_all,
    confirm,
    confirm_all,
    join_line,
    join_line_all,
)
from events.models.registration import Registration, State
from events.refusals import AlreadyRegistered
from events.rows import Guest
from events.seats import seat_transaction
from events.steps import staff, standing_of

if TYPE_CHECKING:
    from community.members.models import User

BY_STAFF: Final = "event page"
# Where staff put somebody who shall not have a seat yet.
_ASIDE: Final[dict[State, Callable[..., Registration]]] = {
    State.APPROVAL: ask_approval,
    State.WAITING: join_line,
}
# The same for many, who are all new.
_ASIDE_ALL: Final[dict[State, Callable[..., None]]] = {
    State.APPROVAL: ask_approval_all,
    State.WAITING: join_line_all,
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Somebody on a list, and the language of their mails."""

    guest: Guest
    language: str


@seat_transaction()
def register_by_hand(
    *,
    event_id: int,
    guest: Guest,
    language: str,
    by: "User | None" = None,
    to: State = State.CONFIRMED,
    tells: bool = True,
    source: str = BY_STAFF,
) -> Registration:
    """Return a registration that staff entered for somebody who asked them, or from a list.

    Staff may do so before registration opens and after it closes, and past the line, for which
    they answer in the log; but never beyond the last seat. `to` is where the person shall stand:
    confirmed, before the organisers' decision, or at the end of the line. `tells`: by mail.
    `source` says in the record of consent where the person's wish comes from.

    Raises:
        AlreadyRegistered: the address has a seat for this event, or stands somewhere already and
            was not to get a seat.
        EventFull, RegistrationClosed, Busy: see `events.refusals`.
    """
    event = rows.event_behind(event_id, doors=NOT_OVER)
    standing = standing_of(event, email=guest.email)
    theirs = standing.active
    if theirs and (theirs.is_confirmed or to != State.CONFIRMED):
        raise AlreadyRegistered(theirs)
    if theirs is None:
        theirs = rows.of_guest(event, guest, language, offset=standing.offset)
        rows.agree(theirs, consents.BY_HAND, method="by staff", source=source)
    if to in _ASIDE:
        return _ASIDE[to](theirs, by=staff(by), tells=tells)
    return confirm(
        theirs, doors=NOT_OVER, user=theirs.user, by=staff(by), behind_line=False, tells=tells
    )


@seat_transaction()
def register_list(
    *,
    event_id: int,
    entries: Sequence[Entry],
    by: "User | None" = None,
    to: State = State.CONFIRMED,
    tells: bool = True,
    source: str = BY_STAFF,
) -> list[Registration | None]:
    """Return the registrations of many people, in their order: all are written, or none.

    They pass the same door as one by one, under one lock, which comes after everything else: rows
    and mails are written for all of them before, in few queries. Who stands or stood at this event
    already is left out (None), for `register_by_hand`; the rest is as it is there.

    Raises:
        EventFull, RegistrationClosed, Busy: see `events.refusals`; for whom there is a seat shows
            when they are registered one by one.
    """
    event = rows.event_behind(event_id, doors=NOT_OVER)
    people = [rows.of_guest(event, one.guest, one.language, offset=0) for one in entries]
    met = rows.met_before(event, [one.email for one in people])
    if new := [one for one in people if one.email not in met]:
        rows.agree_all(new, consents.BY_HAND, method="by staff", source=source)
        seat_all = _ASIDE_ALL.get(to, confirm_all)
        seat_all(new, by=staff(by), tells=tells)
    return [None if one.email in met else one for one in people]
