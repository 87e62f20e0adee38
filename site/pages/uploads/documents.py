"""Checks a document: its ending, its content, and whether it harms whoever opens it."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from pages.uploads.archives import check_archive

PROBE: Final = Path(__file__).parent / "pdf_probe.py"
PATIENCE: Final = 20.0  # seconds; the probe itself stops its work sooner
HEADER: Final = 1024  # ISO 32000-1, annex H: readers look for %PDF- in so many bytes
PACKED: Final = {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".zip"}
PLAIN: Final = {".txt", ".csv", ".md", ".vtt", ".json", ".ics"}
# How these begin: at which byte, with what.
SIGNS: Final = {
    ".mp4": ((4, b"ftyp"),),
    ".webm": ((0, b"\x1a\x45\xdf\xa3"),),
    ".mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
    ".rtf": ((0, b"{\\rtf"),),
}
MARKUP: Final = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<?xml")


def check_document(file: Any) -> None:
    """Raise ValidationError, with what to do instead, for a file that is not what it seems."""
    suffix = PurePath(file.name).suffix.lower()
    if file.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
        most = filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        message = _("This file has %(size)s; %(most)s are allowed.")
        raise ValidationError(
            message % {"size": filesizeformat(file.size), "most": most}, code="too_large"
        )
    if suffix == ".pdf":
        check_pdf(file)
    elif suffix in PACKED:
        check_archive(file, suffix)
    elif suffix in PLAIN:
        _check_start(file, _is_plain, suffix)
    elif suffix in SIGNS:
        _check_start(file, lambda start: _begins(start, suffix), suffix)
    else:
        message = _("Files ending in %(suffix)s are not offered for download. Save it as PDF.")
        raise ValidationError(message % {"suffix": suffix or _("nothing")}, code="kind")


def pages_in(file: Any) -> int | None:
    """Return the number of pages of a PDF; None for other files, and for what cannot be read."""
    if not file.name.lower().endswith(".pdf"):
        return None
    try:
        return check_pdf(file)
    except ValidationError:
        return None


def count_pages(data: bytes) -> int:
    """Return the number of pages of a PDF that we made; one from outside is for `check_pdf`."""
    from pypdf import PdfReader  # noqa: PLC0415 - a web process that makes none never needs it

    return len(PdfReader(BytesIO(data)).pages)


def check_pdf(file: Any) -> int:
    """Return the number of pages of a PDF that only wants to be read.

    Raises ValidationError for one that is locked, broken, runs something, or is a bomb.
    """
    file.seek(0)
    data = file.read()
    file.seek(0)
    if b"%PDF-" not in data[:HEADER]:
        raise _other_content(".pdf")
    found = _probe(data)
    if "pages" in found:
        return int(found["pages"])
    messages = {
        "locked": _("This PDF is locked by a password. Save it without one."),
        "active": _("This PDF runs programs or sends forms. Save it as a plain PDF."),
        "pages": _("This PDF has too many pages, or claims to have them. Split it."),
        "bomb": _("Unpacked, this PDF would be too large. Save it anew from its source."),
    }
    otherwise = _("This PDF is broken. Save it anew from its source.")
    problem = str(found.get("problem"))
    raise ValidationError(messages.get(problem, otherwise), code=problem)


def _probe(data: bytes) -> dict[str, Any]:
    """Return what a process of its own finds in a PDF; one that dies or hangs met a bomb."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no word of the upload in the command
            [sys.executable, "-I", str(PROBE)],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"problem": "bomb"}
    return answer


def _check_start(file: Any, is_right: Callable[[bytes], bool], suffix: str) -> None:
    file.seek(0)
    start = file.read(64 * 1024)
    file.seek(0)
    if not is_right(start):
        raise _other_content(suffix)


def _is_plain(start: bytes) -> bool:
    if b"\0" in start or start.lstrip().lower().startswith(MARKUP):
        return False
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(start) - 4  # a letter cut in two at the end
    return True


def _begins(start: bytes, suffix: str) -> bool:
    return any(start[place:].startswith(sign) for place, sign in SIGNS[suffix])


def _other_content(suffix: str) -> ValidationError:
    message = _("The content is not what the ending %(suffix)s says. Save it anew.")
    return ValidationError(message % {"suffix": suffix}, code="other_content")
