"""The rows that the index answers, each with its card."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from search.highlights import snippet_html
from search.registry import name_of


@dataclass(frozen=True)
class Named:
    """A code with its label, as cards show stakeholder groups."""

    code: str
    label: str

    def __str__(self) -> str:
        """Return the label."""
        return self.label


@dataclass(frozen=True)
class Made:
    """One picture that exists: its address and its size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class StoredPicture:
    """The pictures of a cover, as they were when the index read the page."""

    sizes: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def existing_pictures(self, size: str) -> dict[str, Made]:
        """Return by format what exists of one size, as an image of the portal does."""
        return {name: Made(**made) for name, made in self.sizes.get(size, {}).items()}


@dataclass(frozen=True)
class StoredCard:
    """A card out of the index; it has every name that components/card.html asks for."""

    title: str
    url: str
    text: str = ""
    kicker: str = ""
    meta: tuple[str, ...] = ()
    kind: str = "page"
    cover_key: str = ""
    image: StoredPicture | None = None
    groups: tuple[Named, ...] = ()
    stages: tuple[int, ...] = ()
    stage_text: str = ""
    starts: datetime | None = None
    is_example: bool = False
    code: str = ""

    @property
    def key(self) -> str:
        """What decides how the cover is drawn."""
        return self.cover_key or self.url


@dataclass(frozen=True, kw_only=True)
class FoundRow:
    """One result."""

    source: str
    key: str
    language: str
    kind: str
    title: str
    url: str
    dated: datetime | None
    card: StoredCard
    snippet: SafeString = field(default_factory=SafeString)

    @property
    def kind_name(self) -> str:
        """What one thing of this kind is called: "Tool"."""
        return name_of(self.kind)

    @property
    def kicker(self) -> str:
        """What the card adds to the name of the kind; nothing when it says the same."""
        return self.card.kicker if self.card.kicker != self.kind_name else ""


def row_of(stored: Mapping[str, Any]) -> FoundRow:
    """Return a result from what the index holds of it."""
    return FoundRow(
        source=stored["source"],
        key=stored["key"],
        language=stored["language"],
        kind=stored["kind"],
        title=stored["title"],
        url=stored["url"],
        dated=parse_datetime(stored["dated"]) if stored["dated"] else None,
        card=card_of(stored),
        snippet=snippet_html(stored["snippet"]),
    )


def card_of(stored: Mapping[str, Any]) -> StoredCard:
    """Return the card of a result; what the index does not hold is as in a card without it."""
    facts = {"title": stored["title"], "url": stored["url"], "text": stored["summary"]}
    facts |= {"kind": stored["kind"]} | stored["card"]
    names = StoredCard.__dataclass_fields__
    card = {name: value for name, value in facts.items() if name in names}
    pictures, starts = card.get("image"), card.get("starts")
    return StoredCard(
        **card
        | {
            "image": StoredPicture(pictures) if pictures else None,
            "groups": tuple(Named(**group) for group in card.get("groups", ())),
            "meta": tuple(card.get("meta", ())),
            "stages": tuple(card.get("stages", ())),
            "starts": parse_datetime(starts) if starts else None,
        }
    )
