"""Writes a feed as Atom (RFC 4287)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from discovery.citations.xml import element, root
from discovery.feeds.entries import Entry

NAMES = {"xmlns": "http://www.w3.org/2005/Atom"}


def atom_of(entries: Sequence[Entry], feed: dict[str, Any]) -> str:
    """Return a feed; `feed` has title, subtitle, language, updated, author and its addresses."""
    names = NAMES | {"xml:lang": feed["language"]}
    body = root(
        "feed",
        names,
        element("id", text=feed["identity"]),
        element("title", text=feed["title"]),
        element("subtitle", text=feed["subtitle"]) if feed["subtitle"] else "",
        element("updated", text=moment(feed["updated"])),
        element("link", rel="self", type="application/atom+xml", href=feed["atom"]),
        element("link", rel="alternate", type="text/html", href=feed["home"]),
        element("link", rel="alternate", type="application/feed+json", href=feed["json"]),
        element("author", element("name", text=feed["author"])),
        element("icon", text=feed["icon"]),
        *(_entry(entry, feed["author"]) for entry in entries),
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def moment(value: datetime) -> str:
    """Return a moment as RFC 3339 writes it."""
    return value.isoformat(timespec="seconds")


def _entry(entry: Entry, publisher: str) -> str:
    authors = entry.authors or (publisher,)
    whole = element("content", text=entry.html, type="html", xml_lang=entry.language)
    return element(
        "entry",
        element("id", text=entry.identity),
        element("title", text=entry.title),
        element("link", rel="alternate", type="text/html", href=entry.address),
        element("published", text=moment(entry.published)),
        element("updated", text=moment(entry.updated)),
        *(element("author", element("name", text=name)) for name in authors),
        *(element("category", term=term, label=label) for term, label in entry.categories),
        element("link", rel="license", href=entry.licence) if entry.licence else "",
        element("summary", text=entry.summary) if entry.summary else "",
        whole if entry.html else "",
        xml_lang=entry.language,
    )
