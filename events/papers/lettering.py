"""Names in any writing of the world: what our fonts can draw, and Latin letters for the rest.

An empty box on a certificate helps nobody, and nobody is told of it. So what no font has is looked
for before anything is set, written in Latin letters instead, and staff read which names that were.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from anyascii import anyascii

from events.ical import one_line
from typeset.engine import undrawn_in

# Latin, Greek and Cyrillic, with the marks and dashes of names: our fonts have all of these.
SURE: Final = re.compile(
    r"[\u0020-\u007e\u00a0-\u017f\u0391-\u03a9\u03ac-\u03ce\u0400-\u045f–’‘“”…]"
)
# Signs that turn the direction of what follows: with them a name could read as another.
TURNS: Final = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
FIRST_SYLLABLE: Final = "\u2e80"  # from here on each sign of East Asia is one
SEVERAL: Final = 400  # signs in one look; more are looked at in turns


def undrawn(texts: Iterable[str]) -> frozenset[str]:
    """Return the signs in some texts that no font of ours has; one look for all of them.

    Raises typeset.engine.NotSet when it cannot be told.
    """
    doubtful = sorted(set(SURE.sub("", "".join(map(_flat, texts)))))
    # A mark that stands on letters is looked at upon one.
    shown = ["o" + sign if unicodedata.combining(sign) else sign for sign in doubtful]
    found = set[str]()
    for start in range(0, len(shown), SEVERAL):
        found |= undrawn_in(" ".join(shown[start : start + SEVERAL]))
    return frozenset(found)


def drawable(text: str, missing: frozenset[str]) -> str:
    """Return a text on one line, in which each word with a missing sign is in Latin letters."""
    flat = _flat(text)
    if not missing.intersection(flat):
        return flat
    return " ".join(filter(None, (_latin(word, missing) for word in flat.split(" "))))


def note_on(name: str, missing: frozenset[str]) -> str:
    """Return what staff should know of how a name is printed; empty where all is well."""
    return "".join(sorted(missing.intersection(_flat(name))))[:40]


def drawable_throughout(value: Any, missing: frozenset[str]) -> Any:
    """Return data for a document with every text in it drawable."""
    if isinstance(value, str):
        return drawable(value, missing)
    if isinstance(value, Mapping):
        return {key: drawable_throughout(part, missing) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [drawable_throughout(part, missing) for part in value]
    return value


def texts_in(value: Any) -> Iterable[str]:
    """Yield every text within data for a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def _flat(text: str) -> str:
    """Return a text on one line, each sign in the form in which a font is asked for it."""
    return unicodedata.normalize("NFC", one_line(TURNS.sub("", text)))


def _latin(word: str, missing: frozenset[str]) -> str:
    """Return a word in Latin letters: syllable by syllable where each sign is one."""
    if not missing.intersection(word):
        return word
    pieces = [anyascii(sign).strip() for sign in word if unicodedata.category(sign) != "So"]
    are_syllables = all(sign >= FIRST_SYLLABLE for sign in word if sign.isalpha())
    if are_syllables:
        return " ".join(filter(None, pieces))
    spelt = "".join(pieces)
    return spelt[:1].upper() + spelt[1:]
