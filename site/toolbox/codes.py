"""Reads and writes lists of tools in an address: `?tools=1.3,2.4`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MOST: Final = 20  # tools on one list
MOST_COMPARED: Final = 3
LONGEST: Final = 2_000  # characters that are looked at
SHOWN_UNREAD: Final = 5

_CODE = re.compile(r"[1-6]\.[1-9][0-9]?")
_BETWEEN = re.compile(r"[,\s]+")


@dataclass(frozen=True, kw_only=True)
class Codes:
    """The codes that an address names, in its order, each once."""

    codes: tuple[str, ...]
    unread: tuple[str, ...] = ()  # what is no code, the first few of them
    is_cut: bool = False  # whether there were more than a list may hold

    def __bool__(self) -> bool:
        return bool(self.codes)


def read_codes(values: Iterable[str], *, most: int = MOST) -> Codes:
    """Return what stands in the values of one parameter, whoever wrote it; never raises."""
    text = ",".join(values)
    words = [word for word in _BETWEEN.split(text[:LONGEST]) if word]
    found = list(dict.fromkeys(word for word in words if _CODE.fullmatch(word)))
    strange = list(dict.fromkeys(word for word in words if not _CODE.fullmatch(word)))
    return Codes(
        codes=tuple(found[:most]),
        unread=tuple(word[:20] for word in strange[:SHOWN_UNREAD]),
        is_cut=len(found) > most or len(text) > LONGEST,
    )


def query_of(codes: Iterable[str]) -> str:
    """Return the codes as the query of an address, with its question mark; empty for none."""
    joined = ",".join(codes)
    return f"?tools={joined}" if joined else ""


def moved(codes: tuple[str, ...], code: str, by: int) -> tuple[str, ...]:
    """Return the codes with one of them `by` places further down, as far as the list goes."""
    if code not in codes:
        return codes
    place = codes.index(code)
    rest = [other for other in codes if other != code]
    rest.insert(max(0, min(len(rest), place + by)), code)
    return tuple(rest)
