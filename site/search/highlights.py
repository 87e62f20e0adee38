"""Turns a passage that the database marked into safe HTML."""

from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.statements import BREAK, START, STOP

SPELLED: Final = str.maketrans({START: "<mark>", STOP: "</mark>", BREAK: " … "})


def snippet_html(passage: str | None) -> SafeString:
    """Return the passage as HTML, the words that were looked for inside `<mark>`; maybe empty.

    A passage in which nothing is marked does not explain why it was found, and is left out.
    """
    if not passage or START not in passage:
        return SafeString("")
    # Escaped first: the only tags are the two that our own signs stand for.
    return mark_safe(escape(passage.strip()).translate(SPELLED))
