"""What files people may hand in with an answer: told by their content, never by their name."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from events.questions.archives import Unsafe, names_in

TITLE_LENGTH: Final = 100
TYPES: Final[dict[str, str]] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
}
ACCEPT: Final = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.txt"
STARTS: Final = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "png",
    b"\xff\xd8\xff": "jpg",
}
ZIP: Final = b"PK\x03\x04"
MACROS: Final = ("vbaproject.bin", "basic/")
_WRITTEN: Final = re.compile(r"[^\w.() -]+")
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A file that may be stored: a clean name with the ending that fits what it is."""

    title: str
    ending: str
    size: int  # in bytes


def accepted(upload: Any) -> Accepted:
    """Return what an uploaded file is.

    Raises:
        ValidationError: it is empty, too large, of another kind, or unsafe to open.
    """
    limit = settings.EVENTS_ANSWER_FILE_BYTES
    if upload.size > limit:
        problem = _("This file has %(size)s; %(limit)s are allowed. Make it smaller.")
        raise ValidationError(
            problem % {"size": filesizeformat(upload.size), "limit": filesizeformat(limit)}
        )
    ending = _kind_of(upload.file)
    return Accepted(title=clean_title(upload.name, ending), ending=ending, size=upload.size)


def clean_title(name: str, ending: str) -> str:
    """Return a name without path, signs that mislead, or an ending that lies."""
    written = unicodedata.normalize("NFC", name).replace("\\", "/")
    stem = PurePath(written).name
    while (short := PurePath(stem)).suffix.lower().lstrip(".") in {*TYPES, "jpeg"}:
        stem = short.stem
    kept = "".join(sign for sign in stem if unicodedata.category(sign)[0] != "C")
    plain = " ".join(_WRITTEN.sub(" ", kept).split()).strip(". ")
    return f"{plain[:TITLE_LENGTH].strip() or _('file')}.{ending}"


def _kind_of(content: IO[bytes]) -> str:
    content.seek(0)
    head = content.read(1024)
    found = next((kind for start, kind in STARTS.items() if head.startswith(start)), "")
    if not found:
        found = _document(content) if head.startswith(ZIP) else _plain_text(content)
    content.seek(0)
    if not found:
        raise ValidationError(
            _("Send a PDF, PNG, JPEG, Word (docx), Excel (xlsx), OpenDocument (odt) or text file.")
        )
    return found


def _document(content: IO[bytes]) -> str:
    content.seek(0)
    try:
        starts = names_in(content)
    except Unsafe as error:
        raise ValidationError(
            _("This file cannot be opened safely. Save it once more, or send it as PDF.")
        ) from error
    if any(
        name.lower().endswith(MACROS[0]) or name.lower().startswith(MACROS[1]) for name in starts
    ):
        raise ValidationError(_("This file holds macros. Save it without them, or send it as PDF."))
    if starts.get("mimetype", b"").decode("ascii", "replace") == TYPES["odt"]:
        return "odt" if "content.xml" in starts else ""
    if "[Content_Types].xml" not in starts:
        return ""
    if "word/document.xml" in starts:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in starts else ""


def _plain_text(content: IO[bytes]) -> str:
    """Return "txt" for text in UTF-8 without control characters; the size is limited by now."""
    content.seek(0)
    data = content.read()
    if not data.strip() or _CONTROLS.search(data):
        return ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "txt"
