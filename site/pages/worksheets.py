"""Writes the worksheet of a tool: a text document to be filled in, in any office programme."""

from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

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
LINES_A_STEP: Final = range(4)


def worksheet_of(tool: Any) -> bytes:
    """Return an OpenDocument text (.odt) with the steps of a tool and room to write below each.

    Headings are real headings and the language is set, so that it can be read aloud.
    """
    context = {"tool": tool, "lines": LINES_A_STEP, "language": tool.locale.language_code}
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MEDIA_TYPE, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        for name in ("content", "styles", "meta"):
            text = render_to_string(f"pages/worksheet/{name}.xml", context)
            archive.writestr(f"{name}.xml", text)
    return written.getvalue()
