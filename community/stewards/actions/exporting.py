"""People as a table for a spreadsheet: by filter, logged, and without formulas."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook

from community.members.models import User, profile_of
from community.stewards.actions.noting import note
from community.stewards.models import StewardAct
from typeset.spreadsheets import BYTE_ORDER_MARK, harmless

CHUNK: Final = 2000


def log_export(*, by: User, count: int, filters: dict[str, list[str]], kind: str) -> StewardAct:
    """Write down who took how many people along, and by which filter."""
    details = {"count": count, "filters": filters, "kind": kind}
    return note(StewardAct.Deed.EXPORTED, by=by, details=details)


def rows_of(people: QuerySet[User]) -> Iterator[list[str]]:
    """Yield the heading and one row a person; a hundred thousand never stand in memory at once."""
    yield [
        *(_("Name"), _("E-mail address"), _("Handle"), _("Group"), _("Country")),
        *(_("Organisation"), _("Role"), _("Language"), _("Trust"), _("May sign in"), _("Joined")),
        _("Last sign-in"),
    ]
    for person in people.iterator(chunk_size=CHUNK):
        yield [harmless(cell) for cell in _row(person)]


def _row(person: User) -> list[str]:
    told = profile_of(person)
    last = person.last_login
    return [
        person.name,
        person.email,
        told.handle if told else "",
        str(told.stakeholder_group or "") if told else "",
        str(told.country or "") if told else "",
        told.organisation if told else "",
        told.role if told else "",
        told.language if told else "",
        told.get_trust_display() if told else "",
        _("yes") if person.is_active else _("no"),
        person.date_joined.date().isoformat(),
        last.date().isoformat() if last else "",
    ]


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


def csv_of(rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield the rows as CSV (RFC 4180), one by one."""
    writer: Any = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow(row)


def xlsx_of(rows: Iterable[list[str]]) -> IO[bytes]:
    """Return the rows as a workbook in a file that goes when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title="Members")
    for row in rows:
        sheet.append(row)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(target)
    target.seek(0)
    return target
