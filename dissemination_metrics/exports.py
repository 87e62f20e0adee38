"""The Commission's tables as files: CSV for machines and for pasting, XLSX for people."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from dissemination_metrics import report as form
from dissemination_metrics.report import Report, Row
from dissemination_metrics.terms import form_label
from typeset.spreadsheets import BYTE_ORDER_MARK, harmless

Value = str | int | Decimal | None
EUROS: Final = "#,##0.00"
WIDEST: Final = 70  # letters in a column


def activities_csv(report: Report) -> str:
    """Return table A as CSV (RFC 4180); a row that was never recorded has an empty number."""
    return _csv([(form.TYPE_HEAD, form.NUMBER_HEAD), *_table_a(report)])


def audiences_csv(report: Report) -> str:
    """Return table B as CSV (RFC 4180); a row that was never recorded has an empty number."""
    return _csv([(form.AUDIENCE_HEAD, form.PERSONS_HEAD), *_table_b(report)])


def workbook(report: Report) -> bytes:
    """Return both tables, the lines behind them and the method as an XLSX file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, _("Table A"), [(form.TYPE_HEAD, form.NUMBER_HEAD), *_table_a(report)])
    _sheet(book, _("Table B"), [(form.AUDIENCE_HEAD, form.PERSONS_HEAD), *_table_b(report)])
    _sheet(book, _("How each came about"), _origins(report))
    _sheet(book, _("Lines"), _lines(report))
    _sheet(book, _("Method"), [(_("How this was counted"),), *((text,) for text in method(report))])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def method(report: Report) -> list[str]:
    """Return in sentences what the numbers are and what they are not."""
    until = date_format(report.period.last, "j F Y")
    if report.period.first is None:
        span = _("All activities since the beginning, up to %(until)s.") % {"until": until}
    else:
        span = _("Activities from %(since)s to %(until)s.") % {
            "since": date_format(report.period.first, "j F Y"),
            "until": until,
        }
    return [
        span,
        _(
            "An empty number says that nothing of the kind was ever recorded; 0 says that there was"
            " something earlier, but not in this period."
        ),
        _(
            "Persons reached are an estimate: the sum of what each activity reached, by audience."
            " People who took part in several activities are in it several times."
        ),
        _(
            "Events that took place, letters that were sent and this site are lines of their own,"
            " derived from the tables: confirmed registrations, accepted deliveries and members, by"
            " the stakeholder group that people told us. Visits are never taken for persons."
        ),
        _("Persons whose stakeholder group is not known, and who are in no row: %(number)d.")
        % {"number": report.not_placed},
    ]


def _table_a(report: Report) -> Iterable[tuple[Value, ...]]:
    yield from ((row.label, row.number) for row in report.activities)
    yield form.FUNDING_LABEL, report.funding


def _table_b(report: Report) -> Iterable[tuple[Value, ...]]:
    return ((row.label, row.number) for row in report.audiences)


def _origins(report: Report) -> Iterable[tuple[Value, ...]]:
    yield _("Row of the form"), _("Number"), _("Rounded"), _("Made of")
    for row in report.activities:
        yield row.label, row.number, None, parts_text(row)
    for row in report.audiences:
        yield row.label, row.number, row.rounded, parts_text(row)


def parts_text(row: Row) -> str:
    """Return in words what a number is made of."""
    return "; ".join(f"{part.name}: {part.number}" for part in row.parts)


def _lines(report: Report) -> Iterable[tuple[Value, ...]]:
    yield (
        *(_("Date"), _("Type"), _("Activity"), _("Place"), _("Who"), _("Persons reached")),
        *(_("By audience"), _("Funding (EUR)"), _("Evidence"), _("Where the line comes from")),
    )
    for line in report.lines:
        reaches = "; ".join(
            f"{form_label(reach.audience)}: {_told(reach.persons)} ({reach.method.label})"
            for reach in line.reaches
        )
        yield (
            line.date.isoformat(),
            form_label(line.type),
            line.title,
            line.place,
            line.partner,
            line.persons,
            reaches,
            line.funding,
            line.evidence,
            str(line.origin.label),
        )


def _told(persons: int | None) -> str:
    return _("not counted") if persons is None else str(persons)


def _csv(rows: Iterable[tuple[Value, ...]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target)  # its default dialect is that of RFC 4180, CRLF included
    for row in rows:
        writer.writerow([harmless(value) for value in row])
    return BYTE_ORDER_MARK + target.getvalue()


def _sheet(book: Workbook, title: str, rows: Iterable[tuple[Value, ...]]) -> None:
    sheet: Worksheet = book.create_sheet(title[:31])  # Excel allows no more
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            _fill(sheet.cell(row=number, column=column), value, is_head=number == 1)
    for column in sheet.columns:
        letters = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(letters + 2, WIDEST)
    sheet.freeze_panes = "A2"


def _fill(cell: Cell, value: Any, *, is_head: bool) -> None:
    """Put a value into a cell, text always as text: whatever it looks like, nothing is computed."""
    if isinstance(value, str):
        cell.value = harmless(value)
        cell.data_type = "s"
    else:
        cell.value = value
    if isinstance(value, Decimal):
        cell.number_format = EUROS
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=is_head)
