"""The parts of a letter, read from its stream with few queries, for the mail and for the web."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from lane.scopes import scope_of
from lane.showing import show
from pages.models.sets import specific_pages
from pages.models.terms import load_related

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pages.cards import Card


@dataclass(frozen=True)
class Part:
    """One block of the body.

    `shape` is "heading", "text", "lead" (large), "event" (with its day), "line" (one of a list)
    or "gone" (the page is not there for readers). `number` counts the blocks from 1, `sort` names
    the type of the page.
    """

    number: int
    shape: str
    title: str = ""
    html: str = ""
    card: Card | None = None
    sort: str = ""
    opens_list: bool = False
    closes_list: bool = False

    @property
    def mjml(self) -> str:
        """The template that shows it in the HTML of a mail."""
        return f"newsletters/email/parts/{self.shape}.mjml"

    @property
    def text(self) -> str:
        """The template that shows it in the text of a mail."""
        return f"newsletters/email/parts/{self.shape}.txt"

    @property
    def page(self) -> str:
        """The template that shows it on the web."""
        return f"newsletters/parts/{self.shape}.html"


def parts_of(stream: Any, request: HttpRequest | None = None) -> list[Part]:
    """Return the parts of a letter in order.

    A page that was deleted, is not published or is not open to everyone becomes a part of the
    shape "gone" that keeps only its title.
    """
    pages = _pages_of(stream)
    parts: list[Part] = []
    has_lead = False
    for number, block in enumerate(stream, start=1):
        part = _part(number, block, pages, request, has_lead=has_lead)
        has_lead = has_lead or part.shape == "lead"
        parts.append(part)
    return _with_lists(parts)


def _pages_of(stream: Any) -> dict[int, Page]:
    """Return the pages that readers may see, by id: one query for them, one for their terms."""
    chosen = [
        block.value["page"]
        for block in stream
        if block.block_type == "page" and block.value.get("page")
    ]
    show(*(scope_of(page) for page in chosen))
    keys = {page.pk: page for page in chosen}
    if not keys:
        return {}
    found = specific_pages(list(keys.values()))
    load_related(found)
    return {page.pk: page for page in found}


def _part(
    number: int,
    block: Any,
    pages: dict[int, Page],
    request: HttpRequest | None,
    *,
    has_lead: bool,
) -> Part:
    if block.block_type == "heading":
        return Part(number, "heading", title=str(block.value))
    if block.block_type == "text":
        return Part(number, "text", html=str(getattr(block.value, "source", block.value)))
    chosen = block.value.get("page")
    page = pages.get(chosen.pk) if chosen else None
    if page is None or not hasattr(page, "card"):
        return Part(number, "gone", title=str(chosen.title) if chosen else "")
    card = page.card(request)
    if block.value.get("text"):
        card = replace(card, text=block.value["text"])
    display = block.value.get("display") or "auto"
    shape = _shape(card, display, has_lead=has_lead)
    sort = str(page.get_verbose_name())
    return Part(number, shape, title=card.title, card=card, sort=sort)


def _shape(card: Card, display: str, *, has_lead: bool) -> str:
    if display != "auto":
        return display
    if card.starts is not None:
        return "event"
    return "line" if has_lead else "lead"


def _with_lists(parts: list[Part]) -> list[Part]:
    """Return the parts with the first and the last line of each list marked."""
    shapes = ["", *(part.shape for part in parts), ""]
    return [
        replace(
            part,
            opens_list=part.shape == "line" and shapes[place] != "line",
            closes_list=part.shape == "line" and shapes[place + 2] != "line",
        )
        for place, part in enumerate(parts)
    ]
