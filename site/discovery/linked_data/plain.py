"""Plain words out of editors' texts, and data without empty places."""

import re
from html import unescape
from typing import Any, Final

from wagtail.rich_text import RichText

from pages.models.media import Licence

TAGS: Final = re.compile(r"<[^>]*>")
SPACES: Final = re.compile(r"\s+")
# Between two paragraphs or lines there is a space, within a word there is none.
ENDS: Final = re.compile(r"</(?:p|li|h\d|td|th)>|<br\s*/?>")
LICENCES: Final = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


def words_of(html: Any) -> str:
    """Return running text without its marks."""
    source = html.source if isinstance(html, RichText) else str(html or "")
    bare = TAGS.sub("", ENDS.sub(" ", source))
    return SPACES.sub(" ", unescape(bare)).strip()


def licence_address(page: Any) -> str:
    """Return the address of the licence of a page; empty where all rights are reserved.

    A page without a choice of its own stands under the licence of the site, CC BY 4.0.
    """
    return LICENCES.get(getattr(page, "licence", Licence.CC_BY), "")


def without_empty(value: Any) -> Any:
    """Return data without empty texts, lists and nodes, at any depth; 0 and False stay."""
    if isinstance(value, dict):
        cleaned = {key: without_empty(part) for key, part in value.items()}
        return {key: part for key, part in cleaned.items() if not _is_empty(part)}
    if isinstance(value, (list, tuple)):
        return [part for part in map(without_empty, value) if not _is_empty(part)]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, (str, list, dict)) and not value)


def children_of(stream: Any) -> list[Any]:
    """Return the values of the blocks of a stream; none where a page has no such stream."""
    return [block.value for block in stream or ()]
