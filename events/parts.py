"""What registering for an event may involve beyond the plain form: questions, sessions, pools.

The names of the parts that an event uses stand in its calendar entry: an event without any pays
for none. Parts (`events.part`) are registered by their rooms when the site starts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from events.models.calendar_entry import CalendarEntry
from events.models.event import SCOPE
from events.part import Filled, Filter, Given, Part, Pass, Sheet
from lane.generations import bump

if TYPE_CHECKING:
    from events.columns import Reader
    from events.models.event import EventPage
    from events.models.registration import Registration
    from events.models.seats import Seats

__all__ = ["Filled", "Filter", "Given", "Part", "Pass", "Sheet"]

_PARTS: Final[dict[str, Part]] = {}


def register_part(part: Part) -> None:
    """Let a part take its share from now on."""
    _PARTS[part.key] = part


def of(event: "EventPage") -> list[Part]:
    """Return the parts that an event uses, in their order; no query when its entry is at hand."""
    names = event.seat_entry.parts
    used = (_PARTS[name] for name in names if name in _PARTS)
    return sorted(used, key=lambda part: part.order)


def note_use(event_id: int, key: str, *, is_used: bool) -> None:
    """Write down whether an event uses a part; the room of the part calls it when that changes."""
    entry = CalendarEntry.objects.select_for_update().get(pk=event_id)
    names = set(entry.parts)
    wanted = names | {key} if is_used else names - {key}
    if wanted != names:
        entry.parts = sorted(wanted)
        entry.save(update_fields=["parts"])
        bump(SCOPE)


def count_something(event: "EventPage") -> bool:
    """Return whether a part may refuse a seat or a place: it counts under the lock."""
    return any(part.counts for part in of(event))


def keep(registration: "Registration") -> bool:
    """Write what was given for the parts of a saved registration; return whether there was any."""
    given = registration.given or {}
    used = [part for part in of(registration.event) if part.key in given] if given else []
    for part in used:
        part.keep(registration, given[part.key])
    registration.given = None
    return bool(used)


def chosen_sessions(event: "EventPage", given: Given) -> frozenset[int] | None:
    """Return the keys of the sessions that a form chooses; None where there is none to choose."""
    told = [part.chosen_sessions(event, given.get(part.key, {})) for part in of(event)]
    known = [keys for keys in told if keys is not None]
    return frozenset().union(*known) if known else None


def require_room(
    registration: "Registration", event: "EventPage", now: datetime, *, behind_line: bool
) -> None:
    """Go on when a registration finds a seat in every part that counts them.

    Raises:
        EventFull: one of them is full.
    """
    for part in of(event):
        part.require_room(registration, event, now, behind_line=behind_line)


def require_place(registration: "Registration", event: "EventPage") -> None:
    """Go on when every part allows a wish that takes no seat yet.

    Raises:
        Refusal: what it uses is used up.
    """
    for part in of(event):
        part.require_place(registration, event)


def passes(event: "EventPage", given: Given | None, *, email: str) -> frozenset[Pass]:
    """Return what somebody may do that others may not; nothing for a plain event.

    Raises:
        NotAdmitted: the event is for others.
    """
    used = of(event)
    found = [part.passes(event, (given or {}).get(part.key, {}), email) for part in used]
    allowed = frozenset[Pass]().union(*found)
    for part in used:
        part.require_entry(event, allowed)
    return allowed


def passes_of(registration: "Registration") -> frozenset[Pass]:
    """Return what was allowed to a registration when it was written."""
    found = [part.passes_of(registration) for part in of(registration.event)]
    return frozenset[Pass]().union(*found)


def line_minder(event: "EventPage") -> Part | None:
    """Return the part that minds the line of an event, if one does."""
    return next((part for part in of(event) if part.minds_line), None)


def holds_secret(event: "EventPage", data: Mapping[str, Any]) -> bool:
    """Return whether a form that was sent holds an answer that can be guessed."""
    return any(data.get(f"{part.key}-{name}") for part in of(event) for name in part.secrets)


def seats(event: "EventPage") -> "Seats":
    """Return the seats of an event with what its parts know of them; plain ones cost nothing."""
    found = event.seats
    for part in of(event):
        found = part.seats(event, found)
    return found


def are_shut(event: "EventPage") -> bool:
    """Return whether an event's page shows no form, since only the invited may register."""
    return any(part.is_shut(event) for part in of(event))


def links(registration: "Registration") -> list[tuple[str, str]]:
    """Return the ways of all parts on from the page of a registration."""
    return [link for part in of(registration.event) for link in part.links(registration)]


def words(registrations: Sequence["Registration"]) -> dict[int, tuple[str, ...]]:
    """Return, by key, the lines of all parts about registrations whose events are at hand."""
    users: dict[Part, list[Registration]] = {}
    for one in registrations:
        for part in of(one.event) if one.pk else ():  # an example has chosen nothing
            users.setdefault(part, []).append(one)
    found: dict[int, tuple[str, ...]] = {}
    for part, theirs in users.items():
        for key, lines in part.words(theirs).items():
            found[key] = found.get(key, ()) + lines
    return found


def sheet(event: "EventPage", keys: Iterable[int]) -> Sheet:
    """Return the columns of all parts about these registrations, side by side."""
    wanted = list(keys)
    sheets = [part.sheet(event, wanted) for part in of(event)]
    headings = tuple(heading for one in sheets for heading in one.headings)
    rows = {
        key: tuple(cell for one in sheets for cell in one.rows.get(key, ("",) * len(one.headings)))
        for key in wanted
    }
    return Sheet(headings=headings, rows=rows)


def readers(event: "EventPage") -> dict[str, "Reader"]:
    """Return what the parts of an event make of a file of people, by their keys."""
    found = {part.key: part.reader(event) for part in of(event)}
    return {key: reader for key, reader in found.items() if reader is not None}


def place_in_line(registration: "Registration") -> int:
    """Return the place of somebody who waits, 1 for the next: in the line of their kind of seat.

    One query for a plain event.
    """
    for part in of(registration.event):
        if (place := part.place_in_line(registration)) is not None:
            return place
    return registration.place_in_line


def filters(event: "EventPage") -> list[Filter]:
    """Return the ways of all parts to narrow the people of an event."""
    return [one for part in of(event) for one in part.filters(event)]
