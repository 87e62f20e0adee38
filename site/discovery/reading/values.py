"""Turns the value of any field or block into plain HTML, by what it is made of."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any, Final

from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import (
    ChooserBlock,
    ListBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    StructValue,
)
from wagtail.blocks.list_block import ListValue
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from discovery.reading.running import Links, whole_addresses

# The words of a struct that say what the rest is about.
HEADS: Final = ("title", "question", "heading", "name", "when", "label")
TABLE_FROM: Final = 3  # a row of so many short facts is read as a table


class Writer:
    """Writes values as HTML; `is_light` leaves out all for which the database must be asked."""

    def __init__(self, links: Links, *, is_light: bool = False) -> None:
        self.links = links
        self.is_light = is_light

    def write(self, value: Any) -> SafeString:
        """Return a value as HTML; empty for what is nothing to read."""
        # The parts are escaped below, editors' text was cleaned when it was saved.
        return mark_safe(self._write(value))

    def _write(self, value: Any) -> str:
        if value is None or value == "":
            return ""
        for kind, write in self._by_kind():
            if isinstance(value, kind):
                return str(write(value))
        return ""

    def _by_kind(self) -> tuple[tuple[Any, Any], ...]:
        return (
            (RichText, lambda value: self.links.expand(value, with_files=not self.is_light)),
            (str, lambda value: linebreaks(value, autoescape=True)),
            (StreamValue, self._stream),
            (ListValue, lambda value: self._items(list(value))),
            (StructValue, self._struct),
            (AbstractImage, _image),
            (AbstractDocument, _document),
            (Page, _page),
            ((date, time), lambda value: escape(value.isoformat())),
            ((int, float), escape),
        )

    def _stream(self, stream: StreamValue) -> str:
        blocks = [stream[place] for place in self._places(stream)]
        kinds = {block.block_type for block in blocks}
        if len(kinds) == 1 and len(stream.stream_block.child_blocks) == 1:
            return self._items([block.value for block in blocks])
        return "".join(self._block(block) for block in blocks)

    def _places(self, stream: StreamValue) -> list[int]:
        """Return which blocks to write; those that are left out are not even fetched."""
        children = stream.stream_block.child_blocks
        return [
            place
            for place, raw in enumerate(stream.raw_data)
            if raw["type"] in children
            and not (self.is_light and asks_the_database(children[raw["type"]]))
        ]

    def _block(self, block: Any) -> str:
        if block.block_type == "heading":
            return format_html("<h3>{}</h3>", block.value)
        if "Table" in type(block.block).__name__:
            return whole_addresses(str(block.render()))
        return self._write(block.value)

    def _items(self, values: Sequence[Any]) -> str:
        """Return values of one kind: a table of facts, or an ordered list."""
        if not values:
            return ""
        if all(isinstance(value, StructValue) for value in values):
            if is_row(values[0]):
                return table_of(values)
            return "".join(map(self._struct, values))
        return "<ul>" + "".join(f"<li>{self._inline(value)}</li>" for value in values) + "</ul>"

    def _inline(self, value: Any) -> str:
        return str(escape(value)) if isinstance(value, str) else self._write(value)

    def _struct(self, value: StructValue) -> str:
        if "who" in value and "text" in value:
            return format_html(
                "<blockquote><p>{}</p><p>{}</p></blockquote>", value["text"], value["who"]
            )
        head = next(
            (name for name in HEADS if value.get(name) and isinstance(value[name], str)), ""
        )
        parts: list[str] = [format_html("<h4>{}</h4>", value[head])] if head else []
        parts += [self._write(part) for name, part in value.items() if name != head]
        return "".join(parts)


def asks_the_database(block: Any) -> bool:
    """Return whether a block points at something that must be fetched."""
    if isinstance(block, (StructBlock, StreamBlock)):
        return any(asks_the_database(child) for child in block.child_blocks.values())
    if isinstance(block, ListBlock):
        return asks_the_database(block.child_block)
    return isinstance(block, ChooserBlock) or type(block).__name__ == "ImageBlock"


def is_row(value: StructValue) -> bool:
    """Return whether a struct is a row of short facts."""
    texts = [part for part in value.values() if isinstance(part, str)]
    return len(texts) == len(value) >= TABLE_FROM and all(len(part) <= 300 for part in texts)


def table_of(rows: Iterable[StructValue]) -> str:
    """Return rows of facts as a table, headed by the labels that editors see."""
    rows = list(rows)
    heads = [child.label for child in rows[0].block.child_blocks.values()]
    head = "".join(format_html("<th>{}</th>", label) for label in heads)
    body = "".join(
        "<tr>" + "".join(format_html("<td>{}</td>", part) for part in row.values()) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _image(image: Any) -> str:
    made = image.existing_pictures("width-1200") if hasattr(image, "existing_pictures") else {}
    if "jpeg" not in made:
        return ""
    words = getattr(image, "contextual_alt_text", "") or ""
    picture = format_html('<p><img src="{}" alt="{}"></p>', made["jpeg"].url, words)
    return whole_addresses(str(picture))


def _document(document: Any) -> str:
    link = format_html('<p><a href="{}">{}</a></p>', document.url, document.title)
    return whole_addresses(str(link))


def _page(page: Any) -> str:
    address = page.get_full_url() if page.live else ""
    return format_html('<p><a href="{}">{}</a></p>', address, page.title) if address else ""
