"""The codes of tickets: 130 bits that say nothing, in letters that nobody mixes up.

A code is a keyed hash (HMAC-SHA-256) of the registration's random identifier and the rotation of
its ticket. So it can be shown again to its owner at any time, and is stored nowhere; the door finds
it by its digest. `SECRET_KEY_FALLBACKS` keeps printed tickets valid when the key changes.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT: Final = "events.door.ticket"
# Crockford's base 32: without I, L, O and U. Source: crockford.com/base32.html.
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 26
GROUP: Final = 5
ALIKE: Final = str.maketrans("OIL", "011")
NOISE: Final = re.compile(r"[\s\-·.]+")
CODE: Final = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
LONGEST: Final = 400  # of what a scanner may send


def codes_of(uid: UUID, rotation: int) -> Iterator[str]:
    """Yield the code of a ticket by the key of today, then by the older keys."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        name = f"{uid}:{rotation}"
        secret = salted_hmac(SALT, name, secret=key, algorithm="sha256").digest()
        yield _written(int.from_bytes(secret) >> (256 - 5 * LENGTH))


def digest_of(code: str) -> str:
    """Return what is stored of a code: its SHA-256 in hex."""
    return hashlib.sha256(code.encode()).hexdigest()


def code_in(text: str) -> str:
    """Return the code that somebody scanned or typed, or nothing where it is none."""
    code = NOISE.sub("", text[:LONGEST].upper()).translate(ALIKE)
    return code if CODE.fullmatch(code) else ""


def grouped(code: str) -> str:
    """Return a code in groups that the eye can follow; what is left over joins the last."""
    groups = len(code) // GROUP
    ends = [*(GROUP * number for number in range(groups)), len(code)]
    return " ".join(code[start:end] for start, end in pairwise(ends))


def _written(number: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
