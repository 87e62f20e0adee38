"""Reads the reports of webinars: Zoom's, Teams', and any table with an address and a time."""

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from events.door.attendance import union_minutes
from events.door.refusals import Unreadable
from events.times import clock

LARGEST: Final = 5_000_000  # bytes
MOST_ROWS: Final = 50_000
LONGEST: Final = 400
COLUMNS: Final = {
    "address": ("user email", "email", "e-mail", "email address", "e-mail address", "address"),
    "name": ("name (original name)", "name", "full name", "participant"),
    "join": ("join time", "first join", "join", "joined", "join date", "start"),
    "leave": ("leave time", "last leave", "leave", "left", "leave date", "end"),
    "minutes": (
        *("duration (minutes)", "total duration (minutes)", "duration", "in-meeting duration"),
        *("minutes", "time in session (minutes)", "attendance duration"),
    ),
}
FORMATS: Final = (
    *("%m/%d/%Y %I:%M:%S %p", "%m/%d/%y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%d/%m/%Y %H:%M:%S"),
    *("%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%m/%d/%Y %H:%M:%S"),
    *("%m/%d/%Y %H:%M", "%Y-%m-%d %I:%M:%S %p"),
)
SECTION: Final = re.compile(r"\d+\.\s")
SPAN: Final = re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s)?", re.IGNORECASE)
CLOCK: Final = re.compile(r"(\d+):(\d{2})(?::(\d{2}))?")
NUMBER: Final = re.compile(r"\d{1,5}(?:[.,]\d+)?")


@dataclass(kw_only=True)
class Participant:
    """One person of a report, with all their joins."""

    address: str
    name: str
    spans: list[tuple[datetime, datetime]] = field(default_factory=list)
    told: float = 0  # minutes of rows without times

    @property
    def minutes(self) -> int:
        """The minutes that the joins cover, each once, and those that were only told."""
        return union_minutes(self.spans) + round(self.told)

    @property
    def came_at(self) -> datetime | None:
        """The first join."""
        return min((start for start, _end in self.spans), default=None)


@dataclass(kw_only=True)
class Report:
    """What a file says: by which program, who was there, and what could not be read (row, why)."""

    kind: str
    people: list[Participant]
    bad_rows: list[tuple[int, str]]


def read_report(data: bytes, *, zone: str, around: datetime) -> Report:
    """Return what a file says. Times without an offset are those of `zone`.

    Of days that can be read in two ways the one nearest to `around` is meant.

    Raises:
        Unreadable: it is too large, no table, or has no column for people or time.
    """
    rows = list(_rows(data))
    start, columns = _head(rows)
    people: dict[str, Participant] = {}
    bad: list[tuple[int, str]] = []
    for number, row in _body(rows, start):
        try:
            _take(people, {key: _cell(row, at) for key, at in columns.items()}, zone, around)
        except ValueError as error:
            bad.append((number, str(error)))
    kind = _kind(rows, rows[start])
    return Report(kind=kind, people=list(people.values()), bad_rows=bad)


def _rows(data: bytes) -> Iterator[list[str]]:
    if len(data) > LARGEST:
        raise Unreadable(_("The file is too large: at most 5 MB."))
    text = _text(data)
    first = text[:20_000]
    delimiter = max("\t;,", key=first.count)
    try:
        for number, row in enumerate(csv.reader(text.splitlines(), delimiter=delimiter)):
            if number >= MOST_ROWS:
                raise Unreadable(_("The file has too many rows: at most 50,000."))
            yield [cell.strip()[:LONGEST] for cell in row]
    except csv.Error as error:
        raise Unreadable from error


def _text(data: bytes) -> str:
    """Return the text, in the encoding of Teams (UTF-16), of the web, or of an old Excel."""
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if is_wide:
            raise Unreadable from error
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise Unreadable
    return text


def _head(rows: list[list[str]]) -> tuple[int, dict[str, int]]:
    """Return the row with the names of the columns, and where each column is.

    Zoom tells of the meeting first, Teams of the people and then of each join: the last is best.
    """
    found = []
    for number, row in enumerate(rows):
        columns = _columns(row)
        knows_who = "address" in columns or "name" in columns
        knows_time = {"join", "leave"} <= set(columns) or "minutes" in columns
        if knows_who and knows_time:
            found.append((number, columns))
    if not found:
        message = _("No column tells who was there and when: name them email, join and leave.")
        raise Unreadable(message)
    detailed = [one for one in found if {"address", "join", "leave"} <= set(one[1])]
    return (detailed or found)[-1]


def _columns(row: list[str]) -> dict[str, int]:
    names = [cell.lower() for cell in row]
    return {
        key: names.index(found[0])
        for key, aliases in COLUMNS.items()
        if (found := [alias for alias in aliases if alias in names])
    }


def _body(rows: list[list[str]], start: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the head with their number in the file, up to the next section."""
    for number, row in enumerate(rows[start + 1 :], start + 2):
        if not any(row):
            continue
        if SECTION.match(row[0]) and not any(row[1:]):
            return
        yield number, row


def _cell(row: list[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _take(
    people: dict[str, Participant], cells: dict[str, str], zone: str, around: datetime
) -> None:
    address, name = cells.get("address", "").lower(), cells.get("name", "")
    if not (address or name):
        raise ValueError(_("Nobody is named."))
    if address and "@" not in address:
        raise ValueError(_("This is no e-mail address."))
    spans, told = _time(cells, zone, around)
    one = people.setdefault(
        address or f"name {name.lower()}", Participant(address=address, name=name)
    )
    one.spans += spans
    one.told += told
    one.name = one.name or name


def _time(
    cells: dict[str, str], zone: str, around: datetime
) -> tuple[list[tuple[datetime, datetime]], float]:
    if cells.get("join") and cells.get("leave"):
        start, end = (_moment(cells[key], zone, around) for key in ("join", "leave"))
        if end < start:
            raise ValueError(_("They left before they came."))
        return [(start, end)], 0
    if cells.get("minutes"):
        return [], minutes_in(cells["minutes"])
    raise ValueError(_("No time is given."))


def minutes_in(text: str) -> float:
    """Return minutes from ``62``, ``1h 2m 3s`` or ``1:02:03``.

    Raises:
        ValueError: it is none of these.
    """
    if NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    shown = CLOCK.fullmatch(text) or (SPAN.fullmatch(text) if text else None)
    if shown is None or not any(shown.groups()) or len(text) > 20:
        raise ValueError(_("This is no time: write minutes."))
    hours, minutes, seconds = (int(part or 0) for part in shown.groups())
    return hours * 60 + minutes + seconds / 60


def _moment(text: str, zone: str, around: datetime) -> datetime:
    found = [
        moment if moment.tzinfo else moment.replace(tzinfo=clock(zone)) for moment in _read(text)
    ]
    if not found:
        raise ValueError(_("This time cannot be read."))
    return min(found, key=lambda moment: abs(moment - around))


def _read(text: str) -> Iterable[datetime]:
    plain = text.replace(",", "").replace("\u202f", " ")
    with suppress(ValueError):
        yield datetime.fromisoformat(plain)
    for shape in FORMATS:
        try:
            yield datetime.strptime(plain, shape)  # noqa: DTZ007 - the zone is put on later
        except ValueError:
            continue


def _kind(rows: list[list[str]], head: list[str]) -> str:
    names = {cell.lower() for cell in head}
    if any(row and SECTION.match(row[0]) for row in rows[:5]):
        return "teams"
    is_zoom = any("original name" in name for name in names) or "user email" in names
    return "zoom" if is_zoom else "table"


def as_rows(people: Iterable[Participant]) -> list[dict[str, Any]]:
    """Return people as they are kept until somebody takes them over."""
    return [
        {
            "address": one.address[:254],
            "name": one.name[:150],
            "minutes": one.minutes,
            "came_at": one.came_at.isoformat() if one.came_at else None,
            "registration": None,
        }
        for one in people
    ]
