"""Reads the links that things of this site hold: where each leads, and in which field it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

from django.db.models import URLField
from django.utils.text import slugify
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from editorial.findings import walk

SCHEMES: Final = frozenset({"http", "https"})
OTHER_SCHEMES: Final = frozenset({"mailto", "tel"})


@dataclass(frozen=True)
class Link:
    """One link: a page, document or image by id, or an address as it was typed."""

    kind: str  # page, document, image, anchor, address
    target: str
    field: str


def links_in(thing: Any) -> Iterator[Link]:
    """Yield the links in the texts and address fields of a page or snippet."""
    for field in thing._meta.get_fields():
        if isinstance(field, RichTextField):
            yield from links_in_markup(getattr(thing, field.attname) or "", field.name)
        elif isinstance(field, StreamField):
            yield from _links_in_stream(getattr(thing, field.attname), field.name)
        elif isinstance(field, URLField) and (value := getattr(thing, field.attname)):
            yield Link("address", value, field.name)


def _links_in_stream(stream: Any, name: str) -> Iterator[Link]:
    for _kind, part in walk(stream):
        if isinstance(part, RichText):
            yield from links_in_markup(part.source, name)
        elif isinstance(part, str) and part.startswith(("http://", "https://")) and " " not in part:
            yield Link("address", part, name)


class _Anchors(HTMLParser):
    """Collects the links of the HTML that editors save."""

    def __init__(self, field: str) -> None:
        super().__init__(convert_charrefs=True)
        self.field = field
        self.found: list[Link] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a link by its type and id, or by its address."""
        given = {name: value or "" for name, value in attrs}
        kind = given.get("linktype") or given.get("embedtype") or ""
        if tag in {"a", "embed"} and kind in {"page", "document", "image"}:
            self.found.append(Link(kind, given.get("id", ""), self.field))
        elif tag == "a" and given.get("href", "").startswith("#"):
            self.found.append(Link("anchor", given["href"][1:], self.field))
        elif tag == "a" and "href" in given:
            self.found.append(Link("address", given["href"], self.field))


def links_in_markup(source: str, field: str) -> list[Link]:
    """Return the links in one piece of stored HTML."""
    parser = _Anchors(field)
    parser.feed(source)
    return parser.found


def anchors_of(thing: Any) -> set[str]:
    """Return the names to which a link within a page can lead: those of its headings."""
    found: set[str] = set()
    for field in thing._meta.get_fields():
        if isinstance(field, StreamField):
            for kind, part in walk(getattr(thing, field.attname)):
                if kind == "heading" and isinstance(part, str):
                    found.add(slugify(part))
    return found


def syntax_fault(address: str) -> bool:
    """Return whether an address can lead nowhere because of how it is written."""
    if any(sign.isspace() or ord(sign) < 32 for sign in address.strip()) or not address.strip():
        return True
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return True
    if parts.scheme in OTHER_SCHEMES:
        return not parts.path
    if parts.scheme in SCHEMES:
        return not host or ("." not in host and host != "localhost")
    return bool(parts.scheme) or not address.startswith(("/", "#", "?"))


def host_of(address: str) -> str:
    """Return the host of an address in lower case; empty for one of this site."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
