"""What a reader may mean: while typing, and after typing something that stands nowhere."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from django.db import connection

from search.folding import folded
from search.models import audience_of

TITLES: Final = 7
CANDIDATES: Final = 200
LONGEST: Final = 80
WORD: Final = re.compile(r"[^\W_]+")
# How much of a mistyped word has to be right.
LIKENESS: Final = 0.72

SUGGEST: Final = """
WITH candidates AS (
    SELECT title, url, kind, language, prior FROM search_entry
    WHERE names @@ to_tsquery('search_simple', %s) AND {audience} LIMIT %s
), titles AS (
    SELECT title, url, kind, language FROM candidates
    ORDER BY language = %s DESC, starts_with(lower(title), %s) DESC, prior DESC, title LIMIT %s
)
SELECT title, url, kind, language FROM titles
UNION ALL (
    SELECT word, '', '', '' FROM search_word
    WHERE word %% %s AND NOT EXISTS (SELECT FROM titles)
    ORDER BY similarity(word, %s) DESC, entries DESC, word LIMIT 3
)
"""

NEAREST: Final = """
SELECT given.word, EXISTS (SELECT FROM search_word known WHERE known.word = given.word), ARRAY(
    SELECT known.word FROM search_word known WHERE known.word %% given.word
    ORDER BY similarity(known.word, given.word) DESC, entries DESC, known.word LIMIT 12
) FROM unnest(%s::text[]) AS given (word)
"""


@dataclass(frozen=True)
class Suggestion:
    """Something to go to, or, without an address, a word to look for instead."""

    title: str
    url: str
    kind: str
    language: str


def suggest(text: str, *, language: str, viewer: Any = None) -> list[Suggestion]:
    """Return what the typed letters may become, the reader's language first; one query.

    Nothing for less than two letters or more than 80. Where no title fits, words that are spelled
    nearly so.
    """
    typed = folded(text)
    words = WORD.findall(typed)[:6]
    if len(typed) > LONGEST or sum(map(len, words)) < 2:
        return []
    audience = audience_of(viewer)
    who = "true" if audience is None else "audience && %s::text[]"
    params: list[Any] = [" & ".join([*words[:-1], f"{words[-1]}:*"])]
    params += [] if audience is None else [audience]
    params += [CANDIDATES, language, typed, TITLES, words[-1], words[-1]]
    with connection.cursor() as cursor:
        cursor.execute(SUGGEST.format(audience=who), params)
        return [Suggestion(*row) for row in cursor.fetchall()]


def corrected(text: str) -> str:
    """Return the text with unknown words replaced by known ones that are nearly the same.

    Empty when there is nothing to correct. Operators stay where they are. One query.
    """
    words = sorted({word for word in WORD.findall(folded(text)) if 3 <= len(word) <= 40})[:8]
    if not words:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [words])
        rows = cursor.fetchall()
    better = {
        word: meant
        for word, is_known, near in rows
        if not is_known and (meant := _nearest(word, near))
    }
    if not better:
        return ""
    return WORD.sub(lambda found: better.get(folded(found[0]), found[0]), text)


def _nearest(word: str, candidates: list[str]) -> str:
    """Return the candidate that is most like the word, or nothing when none is."""
    likeness = {one: SequenceMatcher(None, word, one).ratio() for one in candidates}
    best = max(likeness, key=lambda one: likeness[one], default="")
    return best if best and likeness[best] >= LIKENESS else ""
