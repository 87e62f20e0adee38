"""Leads from running text to the glossary: the first time a term stands on a page, as a link."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, Final

# Left alone, with all that stands in them: links, headings, quotations, code. Then any other tag.
NAMES: Final = "a|h[1-6]|blockquote|q|cite|code|pre|kbd|samp|dfn|button|svg"
SHUT: Final = rf"<(?:({NAMES})\b[^>]*>.*?</\1\s*>|[^>]*(?:>|$))"
GAP: Final = r"(?:\s|&nbsp;)+"
END: Final = ""  # the key under which a word ends in the tree
BEFORE: Final = frozenset("-@&#/.")  # a term does not begin right behind one of these
ASCII_SMALL: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True)
class Entry:
    """A term as texts need it: its address, and the words under which it is found."""

    url: str
    words: tuple[str, ...]


class Linker:
    """Finds the terms of one language in HTML, all by one regular expression.

    The words form a tree, so that the time a text takes hardly grows with the number of terms.
    Words in capitals only (SME, TRL) are found in capitals only; all others in any case. A plural
    “s” may follow. Of several terms that begin at the same place, the longest one counts.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        # The first term that claims a word keeps it.
        self.strict: dict[str, str] = {}
        self.loose: dict[str, str] = {}
        for entry in entries:
            for word in filter(None, map(_plain, entry.words)):
                table = self.strict if word.isupper() else self.loose
                table.setdefault(word if word.isupper() else word.lower(), entry.url)
        tree = _tree([*self.loose, *(word.lower() for word in self.strict)])
        self.pattern = (
            re.compile(rf"{SHUT}|\b(?P<term>{_written(tree)})s?\b", re.DOTALL) if tree else None
        )

    def link(self, html: str, seen: set[str]) -> str:
        """Return the HTML with a link at the first place of each term that is not in `seen`.

        The addresses that were linked are added to `seen`.
        """
        if self.pattern is None:
            return html
        parts: list[str] = []
        done = 0
        for found in self.pattern.finditer(_small(html)):
            start, end = found.span()
            if found.lastgroup != "term" or not _stands_alone(html, start, end):
                continue
            url = self._address(html[start:end])
            if not url or url in seen:
                continue
            seen.add(url)
            parts += (html[done:start], f'<a class="term" href="{url}">{html[start:end]}</a>')
            done = end
        return "".join((*parts, html[done:])) if parts else html

    def _address(self, text: str) -> str:
        word = _plain(unescape(text))
        for form in (word, word.removesuffix("s")):
            url = self.strict.get(form) or self.loose.get(form.lower())
            if url:
                return url
        return ""


def _small(html: str) -> str:
    """Return the HTML in small letters, each sign where it stood."""
    small = html.lower()
    return small if len(small) == len(html) else html.translate(ASCII_SMALL)


def _stands_alone(html: str, start: int, end: int) -> bool:
    """Return whether the words at this place are no part of a longer word, address or figure."""
    before, after = html[start - 1 : start], html[end : end + 2]
    goes_on = after[:1] == "@" or (after[:1] in "-." and after[1:].isalnum())
    return before not in BEFORE and not goes_on


def _plain(word: str) -> str:
    """Return the word with simple blanks and apostrophes."""
    return " ".join(word.replace("’", "'").split())


def _tree(words: Iterable[str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for sign in word:
            node = node.setdefault(sign, {})
        node[END] = {}
    return root


def _written(node: dict[str, Any]) -> str:
    """Return the tree as a pattern that prefers longer words."""
    ways = [_sign(sign) + _written(below) for sign, below in sorted(node.items()) if sign != END]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 and END not in node else f"(?:{'|'.join(ways)})"
    return f"{joined}?" if END in node else joined


def _sign(sign: str) -> str:
    """Return the pattern of one sign as it stands in HTML."""
    if sign == " ":
        return GAP
    return "['’]" if sign == "'" else re.escape(escape(sign, quote=False))
