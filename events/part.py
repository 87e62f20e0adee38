"""What a small room says of its share of a registration; `events.parts` asks all of them.

A part is a room's share of every registration, whichever way it comes: fields in the forms, rows
beside the registration, seats that are counted under the same lock, columns in the lists.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django import forms
from django.db.models import Q

if TYPE_CHECKING:
    from community.members.models import User
    from events.columns import Reader
    from events.models.event import EventPage
    from events.models.registration import Registration
    from events.models.seats import Seats

Given: TypeAlias = Mapping[str, Mapping[str, Any]]  # part > field > cleaned value


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A whole form as it was filled in, for a part that looks at more than its own answers.

    `group` is the code of the person's stakeholder group, or empty; `mine` what is corrected.
    """

    given: Given
    group: str = ""
    email: str = ""
    mine: "Registration | None" = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Columns about some registrations: headings, and a row of texts for each by its key."""

    headings: tuple[str, ...] = ()
    rows: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One way to narrow the people of an event: a list of choices, and what each means."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]
    where: Callable[[str], Q]


class Pass(Enum):
    """What somebody may do that others may not, by a code or an invitation."""

    CODE = "code"  # come in where a code is asked for
    INVITED = "invited"  # come in where only the invited may
    APPROVAL = "approval"  # without waiting for the organisers
    WINDOW = "window"  # before registration opens and after it closes
    LINE = "line"  # before those who wait for a seat


class Part:
    """A room's share of a registration; a subclass overrides what it has to say."""

    key: ClassVar[str]
    order: ClassVar[int] = 50
    # Whether `require_room` counts those in line, for the event's own seats too: then a seat that
    # nobody in line could take is for others.
    minds_line: ClassVar[bool] = False
    # The fields whose answers can be guessed; how often somebody may send one is limited.
    secrets: ClassVar[tuple[str, ...]] = ()

    @property
    def counts(self) -> bool:
        """Whether it has seats or places of its own, which are counted under the event's lock."""
        mine = type(self)
        return (
            mine.require_room is not Part.require_room
            or mine.require_place is not Part.require_place
        )

    def fields(
        self, event: "EventPage", *, mine: "Registration | None" = None, user: "User | None" = None
    ) -> dict[str, forms.Field]:
        """Return the fields of a form, with what is known of `mine` or `user` as initial values."""
        return {}

    def problems(self, event: "EventPage", given: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with the answers, by the name of the field; they may be missing."""
        return {}

    def problems_in(self, event: "EventPage", filled: Filled) -> dict[str, str]:
        """Return the same, for a part that has to see the whole form."""
        return self.problems(event, filled.given.get(self.key, {}))

    def chosen_sessions(
        self, event: "EventPage", given: Mapping[str, Any]
    ) -> frozenset[int] | None:
        """Return the keys of the sessions chosen in these answers; None: it lets nobody choose.

        In the forms the box of a session carries its key as `data-session`.
        """
        return None

    def passes(self, event: "EventPage", given: Mapping[str, Any], email: str) -> frozenset[Pass]:
        """Return what these answers allow to whoever has this address."""
        return frozenset()

    def passes_of(self, registration: "Registration") -> frozenset[Pass]:
        """Return what was allowed to a registration when it was written."""
        return frozenset()

    def require_entry(self, event: "EventPage", passes: frozenset[Pass]) -> None:
        """Go on when somebody with these passes may register at all.

        Raises:
            NotAdmitted: the event is for others.
        """

    def is_shut(self, event: "EventPage") -> bool:
        """Return whether the event's page shows no form, since only the invited may register."""
        return False

    def keep(self, registration: "Registration", given: Mapping[str, Any]) -> None:
        """Write rows beside a registration that was just saved; the lock is not held yet.

        What was given for all parts stands in `registration.given` meanwhile.
        """

    def require_room(
        self, registration: "Registration", event: "EventPage", now: datetime, *, behind_line: bool
    ) -> None:
        """Go on when this registration finds a seat of this part; the lock is held.

        Raises:
            EventFull: what the registration needs here is taken by others.
        """

    def require_place(self, registration: "Registration", event: "EventPage") -> None:
        """Go on when a wish that takes no seat yet may be written; the lock is held.

        Raises:
            Refusal: what it uses is used up.
        """

    def first_in_line(self, event: "EventPage", now: datetime) -> "int | None":
        """Return the key of the first in line for whom there is a seat; where `minds_line`."""
        return None

    def seats(self, event: "EventPage", seats: "Seats") -> "Seats":
        """Return the seats of an event with what this part knows of them, for its page."""
        return seats

    def links(self, registration: "Registration") -> list[tuple[str, str]]:
        """Return ways on from the page of a person's own registration: words and addresses."""
        return []

    def words(self, registrations: Sequence["Registration"]) -> Mapping[int, tuple[str, ...]]:
        """Return lines about these registrations for their owners' calendars, in few queries."""
        return {}

    def sheet(self, event: "EventPage", keys: Sequence[int]) -> Sheet:
        """Return columns about the registrations with these keys, in few queries."""
        return Sheet()

    def reader(self, event: "EventPage") -> "Reader | None":
        """Return what understands columns of a file of people, such as those of `sheet`."""
        return None

    def place_in_line(self, registration: "Registration") -> int | None:
        """Return the place of somebody who waits, where this part has lines; 1 is the next."""
        return None

    def filters(self, event: "EventPage") -> list[Filter]:
        """Return the ways to narrow the people of an event."""
        return []
