"""The pages to which a text leads: cards between the paragraphs, links within them."""

import re
from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField, StreamField, StreamValue
from wagtail.models import Page
from wagtail.rich_text import RichText

from lane.scopes import scope_of
from lane.showing import show
from pages.cards import Card

LINKED: Final = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
IDENTITY: Final = re.compile(r'\bid="(\d+)"')


def linked_pages(*streams: StreamValue) -> dict[int, Any]:
    """Return the live pages that stand as cards in the texts, by id."""
    cards = [page for stream in streams for block in stream for page in _pages_in(block) if page]
    show(*(scope_of(page) for page in cards))
    return {page.pk: page for page in cards if page.live and hasattr(page, "card")}


def _pages_in(block: Any) -> list[Any]:
    if block.block_type in ("card", "page"):
        return [block.value]
    return list(block.value["pages"]) if block.block_type == "related" else []


def cards_in(pages: dict[int, Any], request: HttpRequest) -> dict[int, Card]:
    """Return the cards of those pages, by id."""
    return {key: page.card(request) for key, page in pages.items()}


def headings_of(body: StreamValue) -> list[str]:
    """Return the headings of a text, for its list of contents; none when there is only one."""
    found = [block.value for block in body if block.block_type == "heading"]
    return found if len(found) > 1 else []


def sources_of(page: Any) -> Iterable[str]:
    """Yield the stored HTML of all running text of a page, in fields and in blocks."""
    for value in _texts_of(page):
        if isinstance(value, StreamValue):
            yield from _sources_in(value)
        elif isinstance(value, str) and "linktype=" in value:
            yield value


def _texts_of(page: Any) -> list[Any]:
    fields = page._meta.concrete_fields
    return [getattr(page, f.attname) for f in fields if isinstance(f, (RichTextField, StreamField))]


def _sources_in(value: Any) -> Iterable[str]:
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, StreamValue):
        for block in value:
            yield from _sources_in(block.value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _sources_in(part)
    elif isinstance(value, (list, ListValue)):
        for part in value:
            yield from _sources_in(part)


def addresses_in(page: Any, request: HttpRequest | None) -> dict[int, str]:
    """Return the address of every page that the texts link to, by id; at most one query."""
    wanted = {
        int(found.group(1))
        for source in sources_of(page)
        for tag in LINKED.findall(source)
        if (found := IDENTITY.search(tag))
    }
    if not wanted:
        return {}
    targets = list(Page.objects.filter(pk__in=wanted))
    show(*(scope_of(target) for target in targets))
    return {target.pk: target.get_url(request) or "" for target in targets if target.live}


def images_of(page: Any) -> set[int]:
    """Return the ids of the images that a page shows: its cover, and those in its texts."""
    found = {page.cover_id} if getattr(page, "cover_id", None) else set()
    for value in _texts_of(page):
        if isinstance(value, StreamValue):
            shown = [_image_in(block) for block in value]
            found |= {image.pk for image in shown if image}
    return found


def _image_in(block: Any) -> Any:
    """Return the image of a picture, or the one before a film plays."""
    name = {"picture": "image", "video": "poster"}.get(block.block_type)
    return block.value.get(name) if name else None
