"""What the index answers: rows with their cards, the total, and the facets with their counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.utils.dateparse import parse_datetime
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.highlights import snippet_html
from search.questions import PAGE_LIMIT, Query
from search.registry import facets, name_of

SHOWN_AT_ONCE: Final = 6  # of the values of one facet


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


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a facet, and how many results it would bring."""

    query: Query
    facet: str
    value: str
    label: str
    count: int
    is_chosen: bool

    @property
    def url(self) -> str:
        """The address with this value chosen, or no longer chosen."""
        return self.query.toggled(self.facet, self.value).querystring() or "?"


@dataclass(frozen=True, kw_only=True)
class FacetCounts:
    """One facet with the values that occur."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to choose between."""
        return len(self.choices) > 1 or bool(self.chosen)

    @property
    def first(self) -> list[Choice]:
        """The values that are shown at once: all of a short list, else the strongest and chosen."""
        if len(self.choices) <= SHOWN_AT_ONCE + 2:
            return self.choices
        strongest = sorted(self.choices, key=lambda choice: -choice.count)[:SHOWN_AT_ONCE]
        return [one for one in self.choices if one in strongest or one.is_chosen]

    @property
    def rest(self) -> list[Choice]:
        """The other values, shown on demand."""
        first = self.first
        return [one for one in self.choices if one not in first]

    @property
    def chosen(self) -> list[Choice]:
        """The values that the reader has chosen."""
        return [choice for choice in self.choices if choice.is_chosen]


@dataclass(frozen=True, kw_only=True)
class Chip:
    """Something chosen, and the address without it."""

    label: str
    url: str


class Reckoned(Paginator):  # type: ignore[type-arg]  # holds results of one slice, not a list
    """The pages of a result whose total is known; nobody is led beyond the last that is shown."""

    def __init__(self, total: int, size: int) -> None:
        super().__init__(range(total), size)

    @cached_property
    def num_pages(self) -> int:
        """How many pages there are to go to."""
        return min(-(-self.count // self.per_page), PAGE_LIMIT) or 1


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answer to a question.

    `total` is exact unless `is_more`: then there are more than that.
    """

    query: Query
    rows: list[FoundRow]
    total: int
    is_more: bool
    facets: list[FacetCounts]

    @property
    def total_text(self) -> str:
        """How much was found, in words."""
        if self.is_more:
            return _("More than %(count)s results") % {"count": number_format(self.total)}
        count = {"count": number_format(self.total)}
        return ngettext("%(count)s result", "%(count)s results", self.total) % count

    @property
    def is_too_deep(self) -> bool:
        """Whether a slice was asked for that is never shown."""
        return self.query.is_too_deep

    @cached_property
    def slice(self) -> "Page[Any]":
        """The place of these rows among all, for the page numbers."""
        pages = Reckoned(self.total, self.query.size)
        return pages.get_page(self.query.page)

    @property
    def applied(self) -> list[Chip]:
        """What is chosen, each with the address that takes it away."""
        return [
            Chip(label=choice.label, url=choice.url)
            for facet in self.facets
            for choice in facet.chosen
        ]

    @property
    def cleared_url(self) -> str:
        """The address with nothing chosen."""
        return self.query.cleared().querystring() or "?"


def facets_of(
    query: Query, counts: Mapping[str, int], labels: Mapping[str, Mapping[str, str]]
) -> list[FacetCounts]:
    """Return the facets of a question with what would be found by choosing each value.

    Values that bring nothing are left out unless they are chosen.
    """
    known = facets()
    return [
        FacetCounts(
            name=name,
            label=str(known[name].label),
            choices=_choices(query, name, counts, labels.get(name, {})),
        )
        for name in query.facets
        if name in known
    ]


def _choices(
    query: Query, name: str, counts: Mapping[str, int], labels: Mapping[str, str]
) -> list[Choice]:
    chosen = query.chosen.get(name, ())
    found = {value: counts.get(f"{name}:{value}", 0) for value in labels}
    choices = [
        Choice(
            query=query,
            facet=name,
            value=value,
            label=label,
            count=found[value],
            is_chosen=value in chosen,
        )
        for value, label in labels.items()
        if found[value] or value in chosen
    ]
    return sorted(choices, key=_strongest_first) if facets()[name].by_count else choices


def _strongest_first(choice: Choice) -> int:
    return -choice.count


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
