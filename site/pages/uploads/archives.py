"""Checks what is a ZIP inside, office files too, without unpacking it."""

from pathlib import PurePosixPath
from typing import Any, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_ENTRIES: Final = 2_000
MOST_BYTES: Final = 200 * 1024 * 1024  # unpacked, all entries together
MOST_TIMES: Final = 120  # unpacked to packed; plain text reaches 20, bombs reach 1,000
WORTH_A_LOOK: Final = 1024 * 1024  # smaller entries may be packed as tightly as they like
ENCRYPTED: Final = 0x1  # PKWARE APPNOTE 4.4.4, bit 0
PACKED: Final = {".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".tar", ".tgz", ".jar"}
RUNNING: Final = {".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".scr", ".msi", ".ps1", ".html"}
# What must be inside, by the ending of the name.
INSIDE: Final = {
    ".docx": "word/",
    ".xlsx": "xl/",
    ".pptx": "ppt/",
    ".odt": "content.xml",
    ".ods": "content.xml",
    ".odp": "content.xml",
    ".epub": "META-INF/container.xml",
}
OPEN_DOCUMENT: Final = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
    ".odp": b"application/vnd.oasis.opendocument.presentation",
    ".epub": b"application/epub+zip",
}


def check_archive(file: Any, suffix: str) -> None:
    """Raise ValidationError unless the file is what its ending says, small enough and harmless."""
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            _check_names(entries, suffix)
            _check_type(archive, entries, suffix)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as broken:
        message = _("This file is broken, or its ending is not that of its content.")
        raise ValidationError(message, code="broken") from broken
    finally:
        file.seek(0)


def _check_sizes(entries: list[ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > max(WORTH_A_LOOK, entry.compress_size * MOST_TIMES) for entry in entries
    )
    if len(entries) > MOST_ENTRIES or unpacked > MOST_BYTES or swollen:
        message = _("Unpacked, this file would be too large. Leave out what nobody needs.")
        raise ValidationError(message, code="bomb")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        message = _("This file is locked by a password. Save it without one.")
        raise ValidationError(message, code="locked")


def _check_names(entries: list[ZipInfo], suffix: str) -> None:
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[:1]:
            message = _("This file would be unpacked outside of its folder. Pack it anew.")
            raise ValidationError(message, code="outside")
        if path.name.lower() in {"vbaproject.bin", "vbadata.xml"} or "Basic/" in entry.filename:
            message = _("This file carries macros. Save it without them.")
            raise ValidationError(message, code="macros")
        if suffix == ".zip" and path.suffix.lower() in PACKED | RUNNING:
            message = _("A packed file may not hold programs or other packed files: %(name)s")
            raise ValidationError(message % {"name": path.name}, code="nested")


def _check_type(archive: ZipFile, entries: list[ZipInfo], suffix: str) -> None:
    names = [entry.filename for entry in entries]
    wanted = INSIDE.get(suffix, "")
    is_there = any(name.startswith(wanted) for name in names)
    if suffix in OPEN_DOCUMENT and is_there:
        first = entries[0]
        is_there = first.filename == "mimetype" and first.file_size < 100
        is_there = is_there and archive.read(first).strip() == OPEN_DOCUMENT[suffix]
    if not names or not is_there:
        message = _("The content is not what the ending %(suffix)s says. Save it anew.")
        raise ValidationError(message % {"suffix": suffix}, code="other_content")
