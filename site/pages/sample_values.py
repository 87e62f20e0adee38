"""Turns an entry of a sample file into the values of a page, guided by the page's own fields."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django.db import models
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField, StreamValue
from wagtail.images.blocks import ImageBlock

from pages.models import ToolPage
from vocabulary.models import Term

LINK: Final = re.compile(r'<a data-page="([^"]+)">(.*?)</a>', re.DOTALL)
# Where a file's word for a field is not the model's.
ALIASES: Final = {"format": "format_text", "kind": "article_kind"}
# Where a page stands that is named by its slug alone.
FOLDERS: Final = ("", "toolbox/", "cases/", "news/")


@dataclass
class Shelf:
    """What is known while loading: terms, pages by path below the home page, tools by code.

    `things` are rows that are no pages, by their model and the name that files give them.
    """

    terms: dict[tuple[str, str], Term]
    pages: dict[str, Any] = field(default_factory=dict)
    tools: dict[str, ToolPage] = field(default_factory=dict)
    things: dict[tuple[type[models.Model], str], Any] = field(default_factory=dict)

    def find(self, name: str) -> Any:
        """Return the page of that path, slug or tool code; None when there is none."""
        paths = (self.pages.get(folder + name) for folder in FOLDERS)
        return self.tools.get(name) or next((page for page in paths if page), None)

    def linked(self, value: str) -> str:
        """Return the text with Wagtail's links.

        The words of a link to a page that is not there stay without a link.
        """
        return LINK.sub(self._link, value)

    def _link(self, found: re.Match[str]) -> str:
        page = self.find(found.group(1))
        return f'<a linktype="page" id="{page.pk}">{found.group(2)}</a>' if page else found.group(2)


def fill(page: Any, entry: dict[str, Any], shelf: Shelf) -> None:
    """Set the fields of a page from an entry; keys that are no field are passed over.

    Raises KeyError when the entry names a term that no vocabulary has.
    """
    names = {part.name for part in page._meta.get_fields()}
    for key, raw in _spread(entry).items():
        name = ALIASES.get(key, key)
        name = name if name in names else key
        if name in names:
            setattr(page, name, _value(page._meta.get_field(name), raw, shelf))


def _spread(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the entry with a nested quotation as two plain values."""
    quote = entry.get("quote") or {"text": "", "who": ""}
    return {**entry, "quote_text": quote["text"], "quote_who": quote["who"]}


def _value(of: Any, raw: Any, shelf: Shelf) -> Any:
    if isinstance(of, StreamField):
        return StreamValue(of.stream_block, _rows(of.stream_block, raw, shelf), is_lazy=True)
    if isinstance(of, models.ManyToManyField):
        return _many(of, raw, shelf)
    if isinstance(of, models.ForeignKey):
        return _one(of, raw, shelf)
    if isinstance(of, models.DateField):
        return date.fromisoformat(raw if raw.count("-") == 2 else f"{raw}-01") if raw else None
    return shelf.linked(raw) if isinstance(of, RichTextField) else raw


def _scheme(of: Any) -> str:
    return str(of.get_limit_choices_to()["scheme"])


def _one(of: Any, raw: Any, shelf: Shelf) -> Any:
    if not raw:
        return None
    if of.related_model is Term:
        return shelf.terms[_scheme(of), raw]
    return shelf.things.get((of.related_model, raw))


def _many(of: Any, names: list[str], shelf: Shelf) -> list[Any]:
    if of.related_model is Term:
        return [shelf.terms[_scheme(of), code] for code in names]
    if of.related_model is ToolPage:
        return [shelf.tools[code] for code in names if code in shelf.tools]
    known = shelf.things
    return [known[of.related_model, name] for name in names if (of.related_model, name) in known]


def _rows(stream: Any, raw: list[Any], shelf: Shelf) -> list[dict[str, Any]]:
    """Return the stored form of a stream: rows that name their type, or rows of its only kind."""
    only = next(iter(stream.child_blocks)) if len(stream.child_blocks) == 1 else None
    rows = []
    for row in raw:
        kind = only or row["type"]
        value = _stored(stream.child_blocks[kind], row if only else _parts(row), shelf)
        if value is not None:
            rows.append({"type": kind, "value": value})
    return rows


def _parts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in row.items() if name != "type"}


def _stored(block: Any, raw: Any, shelf: Shelf) -> Any:
    """Return the stored form of one block's value; None for a page or a file that is not there."""
    if isinstance(block, blocks.StructBlock):
        return _struct(block, raw, shelf)
    if isinstance(block, blocks.ListBlock):
        parts = (_stored(block.child_block, part, shelf) for part in raw)
        # Without an id Wagtail would take each of them for an item of its old form.
        return [
            {"type": "item", "value": part, "id": str(uuid4())}
            for part in parts
            if part is not None
        ]
    if isinstance(block, blocks.StreamBlock):
        return _rows(block, raw, shelf)
    if isinstance(block, TypedTableBlock):
        return raw
    if isinstance(raw, dict):
        raw = next(iter(raw.values()))
    if isinstance(block, blocks.PageChooserBlock):
        page = shelf.find(raw) if raw else None
        return page.pk if page else None
    return shelf.linked(raw) if isinstance(raw, str) else raw


def _struct(block: Any, raw: dict[str, Any], shelf: Shelf) -> dict[str, Any] | None:
    """Return the parts of a block; None when a page that it cannot do without is missing."""
    known = block.child_blocks
    parts = {name: _stored(known[name], part, shelf) for name, part in raw.items() if name in known}
    choosers = (blocks.PageChooserBlock, DocumentChooserBlock, ImageBlock)
    needed = [name for name, part in known.items() if isinstance(part, choosers) and part.required]
    return None if any(parts.get(name) is None for name in needed) else parts
