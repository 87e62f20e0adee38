"""Looks into documents that are ZIP archives without unpacking them: no bomb goes off here.

Sources: PKWARE APPNOTE 6.3.10; D. Fifield, "A better zip bomb", WOOT 2019 (overlapping entries).
"""

import zipfile
import zlib
from itertools import pairwise
from pathlib import PurePosixPath
from typing import IO, Final

MOST_ENTRIES: Final = 2000
MOST_BYTES: Final = 60_000_000  # of all entries together, unpacked
MOST_RATIO: Final = 100  # unpacked to packed; office documents stay below 30
SMALL: Final = 1_000_000  # so much may be packed however well: a document of blanks
CHUNK: Final = 64 * 1024
LOCAL_HEADER: Final = 30  # bytes, without the name
ENCRYPTED: Final = 0x1
ARCHIVES: Final = frozenset(
    {".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".docx", ".xlsx", ".odt", ".jar"}
)
PACKED_STARTS: Final = (b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08")
READABLE: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Unsafe(ValueError):
    """The archive is broken, or would grow beyond measure when it is opened."""


def names_in(content: IO[bytes]) -> dict[str, bytes]:
    """Return the names of an archive's entries, in their order, each with its first bytes.

    Every entry is read through once, in pieces that are thrown away: what its header says of its
    size need not be true.

    Raises:
        Unsafe: see there.
    """
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
            _require_modest(entries)
            return _read_through(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Unsafe(str(error)) from error
    except (NotImplementedError, RuntimeError, OverflowError) as error:
        raise Unsafe(str(error)) from error


def _require_modest(entries: list[zipfile.ZipInfo]) -> None:
    """Look at what the headers declare.

    Raises:
        Unsafe: too many, too large, encrypted, overlapping, or with a name that leads elsewhere.
    """
    if not 0 < len(entries) <= MOST_ENTRIES:
        raise Unsafe("number of entries")
    _require_ratio(
        sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    )
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or entry.flag_bits & ENCRYPTED:
            raise Unsafe("entry")
        if entry.compress_type not in READABLE or path.suffix.lower() in ARCHIVES:
            raise Unsafe("kind of entry")
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for one, following in pairwise(ordered):
        if one.header_offset + LOCAL_HEADER + one.compress_size > following.header_offset:
            raise Unsafe("overlapping entries")


def _read_through(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    starts: dict[str, bytes] = {}
    packed = sum(entry.compress_size for entry in entries)
    total = 0
    for entry in entries:
        if entry.filename in starts:
            raise Unsafe("the same name twice")
        with archive.open(entry) as opened:
            first = True
            while piece := opened.read(CHUNK):
                if first:
                    starts[entry.filename], first = piece[:128], False
                total += len(piece)
                _require_ratio(total, packed)
        start = starts.setdefault(entry.filename, b"")
        if start.startswith(PACKED_STARTS):
            raise Unsafe("an archive in the archive")
    return starts


def _require_ratio(unpacked: int, packed: int) -> None:
    if unpacked > MOST_BYTES or (unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1)):
        raise Unsafe("it would grow too large")
