"""Handles: which are kept for the site, and which is offered to somebody."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.utils.crypto import get_random_string

from community.members.models.profile import HANDLE_LENGTH

DATA: Final = Path(__file__).parent / "data"
# Who has one of these could pass for the site or its staff, or stand in the way of an address.
RESERVED: Final = frozenset((DATA / "reserved_handles.txt").read_text("utf-8").split())
# Letters that decompose into none of ours.
SPELT_OUT: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
ALIKE: Final = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "3": "e", "-": None})
SHORTEST: Final = 3
TRIES: Final = 20


def is_reserved(handle: str) -> bool:
    """Return whether a handle is kept for the site, or looks like one that is: adm1n, sup-port."""
    return _look(handle) in _LOOKS


def suggest_handle(name: str, is_free: Callable[[str], bool]) -> str:
    """Return a free handle made of a name in ASCII letters; of chance where the name has none."""
    stem = fold(name)
    if len(stem) < SHORTEST:
        stem = f"member-{stem}" if stem else "member"
    candidates = [stem] if stem != "member" else []
    candidates += [f"{_cut(stem, 4)}-{number}" for number in range(2, TRIES)]
    for handle in candidates:
        if is_free(handle):
            return handle
    return f"{_cut(stem, 9)}-{get_random_string(8, 'abcdefghjkmnpqrstuvwxyz23456789')}"


def fold(name: str) -> str:
    """Return a name in small ASCII letters, figures and hyphens, at most as long as a handle.

    What stands in brackets is a remark about the name and no part of it.
    """
    bare = re.sub(r"\(.*?\)", "", name).lower().translate(SPELT_OUT)
    ascii_only = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    return _cut(re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-"))


def _cut(handle: str, spare: int = 0) -> str:
    return handle[: HANDLE_LENGTH - spare].strip("-")


def _look(handle: str) -> str:
    return handle.lower().translate(ALIKE)


_LOOKS: Final = frozenset(_look(word) for word in RESERVED)
