"""What a file of people says to the parts of its event: own questions, categories, sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from community.stewards.columns import bare
from events import parts
from events.columns import folded
from events.parts import Filled
from typeset.spreadsheets import without_mark

if TYPE_CHECKING:
    from events.columns import Column
    from events.models import EventPage

MARK: Final = ":"  # between the key of a part and the name of its column


@dataclass
class Told:
    """What a line says to the parts, and what is wrong with it, in words."""

    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


class Answers:
    """Asks the parts of an event what they understand, once, and then shows them line by line."""

    def __init__(self, event: "EventPage") -> None:
        self._readers = parts.readers(event)
        self._columns: dict[str, Column] = {
            f"{key}{MARK}{column.name}": column
            for key, reader in self._readers.items()
            for column in reader.columns
        }

    @property
    def meanings(self) -> dict[str, str]:
        """What a column may mean beyond what every file can hold: meaning and label."""
        return {meaning: column.label for meaning, column in self._columns.items()}

    def guess(self, heading: str, taken: Sequence[str]) -> str:
        """Return what a heading probably means among what is not taken yet; empty for nothing."""
        for same in (_exactly, bare):
            for meaning, column in self._columns.items():
                words = map(same, (column.label, *column.headings))
                if meaning not in taken and same(heading) and same(heading) in words:
                    return meaning
        return ""

    def read(self, told: Mapping[str, str], *, group: str, email: str) -> Told:
        """Return what the cells of a line say, by their meanings; `group` is a code, or empty."""
        found = Told()
        for key, reader in self._readers.items():
            mine = self._cells_of(key, told)
            if mine:
                read = reader.read(mine)
                self._note(found, key, read.problems)
                if read.given:
                    found.given[key] = read.given
        if found.errors or not found.given:
            return found
        filled = Filled(given=found.given, group=group, email=email)
        for key in found.given:
            self._note(found, key, self._readers[key].problems(filled))
        return found

    def seat(self, given: Mapping[str, Mapping[str, Any]]) -> bool:
        """Return whether all parts have a seat for who answers so, and count it as taken."""
        return all(reader.seat(given.get(key, {})) for key, reader in self._readers.items())

    def _cells_of(self, key: str, told: Mapping[str, str]) -> dict[str, str]:
        mine = (one for one in self._columns if one in told and one.startswith(f"{key}{MARK}"))
        return {self._columns[one].name: told[one] for one in mine}

    def _note(self, found: Told, key: str, problems: Mapping[str, str]) -> None:
        for name, problem in problems.items():
            found.errors.append(f"{self._columns[f'{key}{MARK}{name}'].label}: {problem}")


def _exactly(heading: str) -> str:
    return folded(without_mark(heading))
