"""Turns an entry of a sample file into the values of a page, guided by the page's own fields."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import models
from wagtail.fields import RichTextField, StreamField, StreamValue
from wagtail.models import Page

from pages.models import ToolPage
from vocabulary.models import Term

LINK: Final = re.compile(r'<a data-page="([^"]+)">(.*?)</a>', re.DOTALL)
# Where a file's word for a field is not the model's.
ALIASES: Final = {"format": "format_text", "kind": "article_kind"}


@dataclass
class Shelf:
    """What is known while loading: terms, pages by path below the home page, tools by code."""

    terms: dict[tuple[str, str], Term]
    pages: dict[str, Any] = field(default_factory=dict)
    tools: dict[str, ToolPage] = field(default_factory=dict)

    def linked(self, value: Any) -> Any:
        """Return the value with Wagtail's links in every text.

        The words of a link to a page that is not there stay without a link.
        """
        if isinstance(value, str):
            return LINK.sub(self._link, value)
        if isinstance(value, list):
            return [self.linked(part) for part in value]
        if isinstance(value, dict):
            return {name: self.linked(part) for name, part in value.items()}
        return value

    def _link(self, found: re.Match[str]) -> str:
        page = self.pages.get(found.group(1))
        return f'<a linktype="page" id="{page.pk}">{found.group(2)}</a>' if page else found.group(2)


def fill(page: Any, entry: dict[str, Any], shelf: Shelf) -> None:
    """Set the fields of a page from an entry; keys that are no field are passed over.

    Raises KeyError when the entry names a term that no vocabulary has.
    """
    names = {part.name for part in page._meta.get_fields()}
    for key, raw in _spread(entry).items():
        name = ALIASES.get(key, key)
        if name in names:
            setattr(page, name, _value(page._meta.get_field(name), raw, shelf))


def _spread(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the entry with a nested quotation as two plain values."""
    quote = entry.get("quote") or {"text": "", "who": ""}
    return {**entry, "quote_text": quote["text"], "quote_who": quote["who"]}


def _value(of: Any, raw: Any, shelf: Shelf) -> Any:
    if isinstance(of, StreamField):
        return StreamValue(of.stream_block, _blocks(of, raw, shelf), is_lazy=True)
    if isinstance(of, models.ManyToManyField):
        return _many(of, raw, shelf)
    if isinstance(of, models.ForeignKey) and of.related_model is Term:
        return shelf.terms[_scheme(of), raw] if raw else None
    if isinstance(of, models.DateField):
        return date.fromisoformat(raw if raw.count("-") == 2 else f"{raw}-01")
    return shelf.linked(raw) if isinstance(of, RichTextField) else raw


def _scheme(of: Any) -> str:
    return str(of.get_limit_choices_to()["scheme"])


def _many(of: Any, codes: list[str], shelf: Shelf) -> list[Any]:
    if of.related_model is Term:
        return [shelf.terms[_scheme(of), code] for code in codes]
    return [shelf.tools[code] for code in codes if code in shelf.tools]


def _blocks(of: StreamField, raw: list[Any], shelf: Shelf) -> list[dict[str, Any]]:
    """Return the stored form of a stream: typed blocks, or rows of its only kind."""
    kinds = list(of.stream_block.child_blocks)
    if len(kinds) > 1:
        rows = [(row["type"], _typed(row, shelf)) for row in raw]
    elif kinds[0] in ("tool", "case", "article"):
        rows = [(kinds[0], _chosen(kinds[0], row, shelf)) for row in raw]
    else:
        rows = [(kinds[0], shelf.linked(row)) for row in raw]
    return [{"type": kind, "value": value} for kind, value in rows if value is not None]


def _typed(row: dict[str, Any], shelf: Shelf) -> Any:
    parts = {name: shelf.linked(value) for name, value in row.items() if name != "type"}
    if row["type"] == "card":
        page: Page | None = shelf.pages.get(parts["page"])
        return page.pk if page else None
    return next(iter(parts.values())) if row["type"] in ("paragraph", "heading") else parts


def _chosen(kind: str, name: str, shelf: Shelf) -> int | None:
    folder = {"case": "cases", "article": "news"}.get(kind)
    page = shelf.pages.get(f"{folder}/{name}") if folder else shelf.tools.get(name)
    return page.pk if page else None
