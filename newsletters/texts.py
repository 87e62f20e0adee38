"""Rich text as mails need it: a few clean tags with full addresses, or plain text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

import nh3
from bs4 import BeautifulSoup, Tag
from wagtail.rich_text import expand_db_html

from outbox.rendering import absolute_url

if TYPE_CHECKING:
    from collections.abc import Iterator

TAGS: Final = {"p", "b", "strong", "i", "em", "a", "ol", "ul", "li", "br", "h2", "h3"}
SCHEMES: Final = {"http", "https", "mailto"}
WIDTH: Final = 76


def as_mail_html(html: str) -> str:
    """Return rich text as well-formed HTML of a few tags; every address is a full one."""
    soup = _soup(html)
    for link in soup.find_all("a", href=True):
        link["href"] = _full(str(link["href"]))
    cleaned = nh3.clean(
        str(soup), tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None
    )
    # MJML reads XML: an empty tag closes itself, and a bare sign has its name.
    return str(BeautifulSoup(cleaned, "html.parser"))


def as_plain_text(html: str) -> str:
    """Return rich text as paragraphs of lines up to 76 letters; addresses follow their words."""
    return "\n\n".join(_blocks(_soup(html)))


def _soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(expand_db_html(str(html or "")), "html.parser")


def _full(address: str) -> str:
    return address if address.startswith("mailto:") else absolute_url(address)


def _blocks(soup: BeautifulSoup) -> Iterator[str]:
    """Yield each paragraph and each list as lines."""
    for element in soup.children:
        if isinstance(element, Tag) and element.name in {"ul", "ol"}:
            items = element.find_all("li")
            marks = [f"{n}. " if element.name == "ol" else "- " for n in range(1, len(items) + 1)]
            yield "\n".join(_wrap(item, mark) for item, mark in zip(items, marks, strict=True))
        elif words := _wrap(element):
            yield words


def _wrap(element: object, mark: str = "") -> str:
    words = " ".join(_words(element).split())
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _words(element: object) -> str:
    if not isinstance(element, Tag):
        return str(element)
    inside = "".join(_words(child) for child in element.children)
    if element.name == "br":
        return " "
    address = str(element.get("href") or "") if element.name == "a" else ""
    full = _full(address) if address else ""
    if not full or full in {inside, f"mailto:{inside}"}:
        return inside
    return f"{inside} ({full.removeprefix('mailto:')})"
