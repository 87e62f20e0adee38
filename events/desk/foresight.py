"""What would become of each line of a file: said beforehand, decided under the lock later."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models.functions import Lower
from django.utils import timezone

from events.desk.answers import Answers
from events.desk.columns import Checked
from events.desk.models import PeopleFile, PeopleLine
from events.models import Registration, State
from events.models.registration import SEATED, holds_a_seat

Line = PeopleLine.State
CHUNK: Final = 2000


@dataclass
class Foresight:
    """Walks the lines of a file in their order and counts the seats down."""

    people_file: PeopleFile
    left: int | None  # None: there is room for everyone
    known: dict[str, tuple[str, bool]]  # by address: the state, and whether it has a seat
    answers: Answers

    @classmethod
    def of(cls, people_file: PeopleFile, addresses: Iterable[str], answers: Answers) -> "Foresight":
        """Return the foresight for a file with these addresses; few queries."""
        event = people_file.event
        known = _known(event.pk, sorted(set(addresses)))
        return cls(people_file, event.seats.free, known, answers)

    def state_for(self, checked: Checked) -> PeopleLine.State:
        """Return what would happen to a line without errors that comes next."""
        target = self.people_file.target
        state, has_seat = self.known.get(checked.email, ("", False))
        if state in SEATED or (state and target != State.CONFIRMED):
            return Line.KNOWN
        if target == State.APPROVAL:
            return Line.NEW
        if target == State.WAITING:
            return Line.IN_LINE
        if has_seat or self._takes_one(checked):
            return Line.RAISED if state else Line.NEW
        if state:  # has no seat yet, and there is none
            return Line.KNOWN
        has_line = self.people_file.joins_line and self.people_file.event.has_waiting_list
        return Line.IN_LINE if has_line else Line.FULL

    def _takes_one(self, checked: Checked) -> bool:
        if self.left == 0 or not self.answers.seat(checked.given):
            return False
        if self.left is not None:
            self.left -= 1
        return True


def _known(event_id: int, addresses: list[str]) -> dict[str, tuple[str, bool]]:
    now = timezone.now()
    mine = Registration.objects.filter(event_id=event_id).active()
    overdue = mine.overdue(now).values("pk")
    found: dict[str, tuple[str, bool]] = {}
    for start in range(0, len(addresses), CHUNK):
        some = mine.exclude(pk__in=overdue).alias(address=Lower("email"))
        rows = some.filter(address__in=addresses[start : start + CHUNK])
        seated = set(rows.filter(holds_a_seat(now)).values_list("pk", flat=True))
        for pk, email, state in rows.values_list("pk", "email", "state"):
            found[email.lower()] = (state, pk in seated)
    return found
