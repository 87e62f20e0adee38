"""What a cell of a spreadsheet may hold that people wrote: text, and never a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

# Source: OWASP, "CSV Injection".
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK: Final = "\ufeff"  # without it, Excel reads UTF-8 as something else


def harmless(value: Any) -> Any:
    """Return what a cell shall hold: text that no spreadsheet takes for a formula.

    An apostrophe marks it as text, and signs that no workbook can hold are left out; whatever is no
    text stays as it is.
    """
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def without_mark(text: str) -> str:
    """Return a text that was made `harmless` as it was before."""
    return text[1:] if text.startswith(tuple(f"'{start}" for start in FORMULA_STARTS)) else text


def csv_file(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return rows as CSV (RFC 4180) that every spreadsheet reads as UTF-8, each cell harmless."""
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK)
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def xlsx_file(rows: Iterable[Iterable[Any]], *, title: str = "Sheet") -> bytes:
    """Return rows as a workbook with one sheet, each cell harmless."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=title)
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


class HarmlessExport:
    """Put before a list of Wagtail's that can be exported: no cell of the file is a formula."""

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Return one line of the spreadsheet, harmless to open."""
        row: dict[str, Any] = super().to_row_dict(item)  # type: ignore[misc]
        return {name: harmless(value) for name, value in row.items()}
