"""What a part makes of the columns of a file of people, one of which its `sheet` may have written.

Whoever reads a file asks each part once for a `Reader`, and shows it every line.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from django.conf import settings
from django.utils.translation import override

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from events.part import Filled

BETWEEN: Final = re.compile(r"(\s*[,;\n]\s*)")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column that a part understands: its name there, its label, and how else it is headed."""

    name: str
    label: str
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Read:
    """What the cells of one line say to a part, and what is wrong with them by their column."""

    given: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


class Reader:
    """What a part makes of the lines of one file; it asks the database once for all of them."""

    columns: Sequence[Column] = ()

    def read(self, told: Mapping[str, str]) -> Read:
        """Return what the cells of a line say, by the name of their column; all may be empty."""
        raise NotImplementedError

    def problems(self, filled: "Filled") -> dict[str, str]:
        """Return what is wrong with the answers when all that the line says is known."""
        return {}

    def seat(self, given: Mapping[str, Any]) -> bool:
        """Return whether there is a seat for who answers so; if there is, it is taken from now."""
        return True


def folded(text: str) -> str:
    """Return a text as two are compared: one form of each letter, small, single spaces."""
    return " ".join(normalize("NFKC", text).casefold().split())


def in_every_language(word: "Promise | str") -> tuple[str, ...]:
    """Return a word in each language of this site."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append(str(word))
    return tuple(dict.fromkeys(found))


def any_of(*words: "Promise | str") -> frozenset[str]:
    """Return words in each language of this site, `folded`."""
    return frozenset(folded(text) for word in words for text in in_every_language(word))


def picked(text: str, known: Collection[str]) -> tuple[list[str], str]:
    """Return which of the known words a cell lists, and the first piece that is none of them.

    `known` holds them `folded`. They stand between commas, semicolons or line breaks, which may
    also be a part of them.
    """
    told = BETWEEN.split(text)  # every second one stands between two pieces
    longest = max(map(len, known), default=0)
    reached: dict[int, list[str]] = {0: []}  # from the start to here all is understood, as what
    for start in range(0, len(told), 2):
        if start not in reached:
            continue
        if not told[start]:
            reached.setdefault(start + 2, reached[start])
        word = ""
        for end in range(start, len(told), 2):
            word = folded("".join(told[start : end + 1]))
            if len(word) > longest:
                break
            if word in known:
                reached.setdefault(end + 2, [*reached[start], word])
    last = max(reached)
    return reached[last], told[last] if last < len(told) else ""
