"""Reads a table of people out of a CSV or XLSX file, within limits that no file can stretch."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from community.stewards.refusals import Refused

MAX_BYTES: Final = 5 * 2**20
MAX_UNPACKED: Final = 100 * 2**20  # what an XLSX may hold once it is unpacked
MAX_LINES: Final = 20_000
MAX_COLUMNS: Final = 60
MAX_CELL: Final = 1_000  # letters
DELIMITERS: Final = ",;\t|"
# How spreadsheets write; the last takes any byte, so it comes last.
ENCODINGS: Final = ("utf-8-sig", "cp1252", "latin-1")


@dataclass(frozen=True)
class Line:
    """One line of the file: where it stands, and its cells as text."""

    number: int
    cells: list[str]


def read_table(content: bytes, *, name: str, longest: int = MAX_CELL) -> list[Line]:
    """Return the lines that hold anything, the heading first; no cell is longer than `longest`.

    Raises:
        Refused: it is no such file, holds a formula, or is larger than we read.
    """
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is too large. Bring people in by several files."))
    is_workbook = content.startswith(b"PK")
    if is_workbook != name.lower().endswith(".xlsx"):
        raise Refused(_("Name the file by what it is: .csv for text, .xlsx for a workbook."))
    lines = _workbook_lines(content) if is_workbook else _text_lines(content)
    kept = list(_within_limits(lines, longest))
    if len(kept) < 2:
        raise Refused(_("The file holds nobody: one line of headings, then one line a person."))
    return kept


def _within_limits(lines: Iterable[Line], longest: int) -> Iterator[Line]:
    count = 0
    for line in lines:
        while line.cells and not line.cells[-1]:
            line.cells.pop()
        if not line.cells:
            continue
        count += 1
        if count > MAX_LINES + 1:
            text = _("The file has more than %(count)d lines. Use several files.")
            raise Refused(text % {"count": MAX_LINES})
        if len(line.cells) > MAX_COLUMNS or any(len(cell) > longest for cell in line.cells):
            text = _("Line %(line)d has too many cells, or a cell that is too long.")
            raise Refused(text % {"line": line.number})
        yield line


def _text_lines(content: bytes) -> Iterator[Line]:
    text = _decoded(content)
    if "\0" in text:
        raise Refused(_("This is no text. Save the table as CSV or XLSX."))
    heading = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    last = 0
    try:
        for cells in reader:
            # A cell may run over several lines; people look for the line where the row begins.
            yield Line(last + 1, [cell.strip() for cell in cells])
            last = reader.line_num
    except csv.Error as error:
        text = _("Line %(line)d cannot be read.")
        raise Refused(text % {"line": reader.line_num}) from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("This is no text. Save the table as CSV or XLSX."))


def _workbook_lines(content: bytes) -> Iterator[Line]:
    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, max_row=MAX_LINES * 2)
        for number, row in enumerate(rows, start=1):
            yield Line(number, [_text_of(cell, number) for cell in row])
    except (InvalidFileException, KeyError, ValueError, IndexError, ParseError, OSError) as error:
        raise Refused(_("This workbook cannot be read. Save it anew as XLSX or CSV.")) from error


def _check_package(content: bytes) -> None:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise Refused(_("This workbook cannot be read. Save it anew as XLSX or CSV.")) from error
    if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED:
        raise Refused(_("The workbook is too large. Use CSV, or several files."))


def _text_of(cell: Any, line: int) -> str:
    """Return the text of a cell; empty cells of this reader have no type."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        text = _("Line %(line)d holds a formula. Save the table with values only.")
        raise Refused(text % {"line": line})
    return str(value).strip()
