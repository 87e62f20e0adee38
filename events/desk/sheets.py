"""The people of one event as a spreadsheet: every column, the answers of all parts beside them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events import parts
from events.models import EventPage, Registration, State
from events.models.registration import WITH_AN_END
from events.times import clock
from typeset.spreadsheets import csv_file, harmless
from vocabulary.models import Term

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

AT_ONCE: Final = 2000  # rows for which the parts are asked in one go
FIELDS: Final = (
    *("pk", "name", "email", "organisation", "group_id", "country_id", "needs", "language"),
    *(
        "state",
        "user_id",
        "created_at",
        "waiting_since",
        "expires_at",
        "confirmed_at",
        "cancelled_at",
    ),
)
MOMENTS: Final = ("created_at", "waiting_since", "expires_at", "confirmed_at", "cancelled_at")

Row = list[Any]


def table(event: EventPage, people: QuerySet[Registration]) -> Iterator[Row]:
    """Yield the headings, then a row for each person; moments by the event's clock, no zone.

    The number of queries grows with the thousands of people, not with the people.
    """
    answers = parts.sheet(event, []).headings
    yield [*headings_of_people(), *answers]
    terms = {term.pk: str(term) for term in Term.objects.all()}
    zone, now = clock(event.time_zone), timezone.now()
    states = {state.value: str(state.label) for state in State}
    for chunk in _chunks(people.values(*FIELDS)):
        sheet = parts.sheet(event, [row["pk"] for row in chunk]) if answers else parts.Sheet()
        for row in chunk:
            cells = _cells(row, terms, states, zone, now)
            yield [*cells, *map(harmless, sheet.rows.get(row["pk"], ()))]


def as_csv(rows: Iterable[Row]) -> bytes:
    """Return rows as CSV, moments as people write them."""
    return csv_file([_plain(cell) for cell in row] for row in rows)


def headings_of_people() -> list[str]:
    """Return the headings of the columns that every event has."""
    return [
        *(_("Name"), _("E-mail address"), _("Organisation"), _("Group"), _("Country")),
        *(
            _("To arrange"),
            _("Language"),
            _("State"),
            _("Has an account"),
            _("Registered"),
            _("In line since"),
        ),
        *(_("Held until"), _("Confirmed"), _("Cancelled")),
    ]


def _cells(
    row: dict[str, Any],
    terms: dict[int, str],
    states: dict[str, str],
    zone: "ZoneInfo",
    now: datetime,
) -> Row:
    ends = row["expires_at"]
    is_late = row["state"] in WITH_AN_END and ends and ends <= now
    texts = (row["name"], row["email"], row["organisation"])
    return [
        *map(harmless, texts),
        *(harmless(terms.get(row[name], "")) for name in ("group_id", "country_id")),
        harmless(row["needs"]),
        row["language"],
        states[State.EXPIRED if is_late else row["state"]],
        _("yes") if row["user_id"] else "",
        *(_on_the_wall(row[name], zone) for name in MOMENTS),
    ]


def _on_the_wall(moment: datetime | None, zone: "ZoneInfo") -> datetime | None:
    return localtime(moment, zone).replace(tzinfo=None, microsecond=0) if moment else None


def _plain(cell: Any) -> Any:
    return cell.isoformat(" ", "minutes") if isinstance(cell, datetime) else cell


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    found = list(rows)
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]
