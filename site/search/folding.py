"""Writes what people type in one form: small letters, no accents, single spaces."""

import json
import re
import unicodedata
from typing import Any, Final

TEXT_LIMIT: Final = 200
WORDS_LIMIT: Final = 32
# A minus means something only before a word; PostgreSQL's parser fails on a long row of them.
IDLE: Final = re.compile(r'-(?![\w"])|(?<=-)-+')
# How JSON writes the sign that PostgreSQL cannot hold; after a backslash that is itself escaped.
ESCAPED_NUL: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
LETTERS: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"})


def cleaned(text: str) -> str:
    """Return one line of at most 200 characters without signs that do not show."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text[: TEXT_LIMIT * 10])
    return " ".join(shown.split())[:TEXT_LIMIT].strip()


def folded(text: str) -> str:
    """Return the cleaned text in small letters, without accents."""
    parts = unicodedata.normalize("NFKD", cleaned(text).casefold().translate(LETTERS))
    return cleaned("".join(sign for sign in parts if not unicodedata.combining(sign)))


def searched(text: str) -> str:
    """Return the cleaned text as PostgreSQL can read it: idle signs gone, at most 32 words."""
    return " ".join(IDLE.sub(" ", cleaned(text)).split()[:WORDS_LIMIT])


def storable(text: object) -> str:
    """Return the text without what PostgreSQL cannot hold."""
    return str(text).replace("\x00", " ").encode("utf-8", "ignore").decode()


def storable_json(value: Any) -> str:
    """Return the value as JSON without what PostgreSQL cannot hold; equal values, equal texts."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    if r"\u0000" in text:
        text = ESCAPED_NUL.sub(r"\1 ", text)
    return text.encode("utf-8", "ignore").decode()
