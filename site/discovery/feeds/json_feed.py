"""Writes a feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Sequence
from typing import Any

from discovery.feeds.atom import moment
from discovery.feeds.entries import Entry
from discovery.linked_data.plain import without_empty


def json_feed_of(entries: Sequence[Entry], feed: dict[str, Any]) -> str:
    """Return a feed; `feed` has title, subtitle, language, author and its addresses."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed["title"],
        "description": feed["subtitle"],
        "home_page_url": feed["home"],
        "feed_url": feed["json"],
        "icon": feed["icon"],
        "language": feed["language"],
        "authors": [{"name": feed["author"], "url": feed["site"]}],
    }
    found = without_empty(data) | {"items": [_item(entry) for entry in entries]}
    return (
        json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"
    )


def _item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.identity,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "image": entry.picture,
        "date_published": moment(entry.published),
        "date_modified": moment(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [label for _term, label in entry.categories],
        "language": entry.language,
    }
    found: dict[str, Any] = without_empty(item)
    # An item has one of the two kinds of content; where the licence forbids ours, the summary.
    if "content_html" not in found:
        found["content_text"] = entry.summary or entry.title
    return found
