"""Writes the worksheet of a tool: a text document to be filled in, in any office programme."""

import re
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string

# OpenDocument 1.3, part 2, 3.3: the first entry is the type, stored as it is.
MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"
MANIFEST: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
LINES_A_PART: Final = 4
LINES_A_STEP: Final = range(LINES_A_PART)
# What XML 1.0 cannot hold (section 2.2).
UNFIT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parts_of(tool: Any) -> list[dict[str, Any]]:
    """Return the parts of a tool's worksheet as plain values, as every format draws them.

    Each has `title`, `hint`, `kind`, `lines` (rows to fill), `columns` and `items`.
    """
    return [
        {
            "title": str(part.value["title"]),
            "hint": str(part.value["hint"] or ""),
            "kind": str(part.value["kind"]),
            "lines": int(part.value["lines"] or LINES_A_PART),
            "columns": [str(column) for column in part.value["columns"]],
            "items": [str(item) for item in part.value["items"]],
        }
        for part in tool.worksheet_parts
    ]


def worksheet_of(tool: Any) -> bytes:
    """Return an OpenDocument text (.odt): the parts of the worksheet, each with room to write.

    A tool without parts gets its steps, with room below each. Headings, lists and the heads of
    tables are real ones and the language is set, so that it can be read aloud. The same tool always
    gives the same bytes.
    """
    context = {
        "tool": tool,
        "parts": [{**part, "rows": range(part["lines"])} for part in parts_of(tool)],
        "lines": LINES_A_STEP,
        "language": tool.locale.language_code,
    }
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        _add(archive, "mimetype", MEDIA_TYPE, ZIP_STORED)
        _add(archive, "META-INF/manifest.xml", MANIFEST)
        for name in ("content", "styles", "meta"):
            text = render_to_string(f"pages/worksheet/{name}.xml", context)
            _add(archive, f"{name}.xml", UNFIT.sub("", text))
    return written.getvalue()


def _add(archive: ZipFile, name: str, text: str, method: int = ZIP_DEFLATED) -> None:
    """Write one part of the file; without a date of its own, so that it stays the same."""
    archive.writestr(ZipInfo(name), text, method)
