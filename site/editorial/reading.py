"""How hard a text is to read, in any of the site's languages."""

import re
from typing import Final

ENOUGH: Final = 60  # words; below that a figure says nothing
LONG_WORD: Final = 6  # letters; longer words are counted
HARD: Final = 62  # specialist texts of administrations lie above 60
WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
END: Final = re.compile(r"[.!?:;]+(?=\s|$)")


def lix(text: str) -> float:
    """Return the readability index LIX: words a sentence plus the percentage of long words.

    Around 30 is easy, around 50 average, above 60 very hard. It needs no syllables, so it serves
    every language. Source: C. H. Björnsson, Läsbarhet, 1968.
    """
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(len([part for part in END.split(text) if WORD.search(part)]), 1)
    long_words = sum(len(word) > LONG_WORD for word in words)
    return len(words) / sentences + 100 * long_words / len(words)


def is_hard(text: str) -> bool:
    """Return whether a text of some length is very hard to read."""
    return len(WORD.findall(text)) >= ENOUGH and lix(text) > HARD
