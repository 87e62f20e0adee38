"""What the index answers: rows, the total, and the facets with their counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.cards import FoundRow
from search.questions import PAGE_LIMIT, Query
from search.registry import facets

SHOWN_AT_ONCE: Final = 6  # of the values of one facet


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One value of a facet, and how many results it would bring; a page may have hundreds."""

    query: Query
    facet: str
    value: str
    label: str
    count: int
    is_chosen: bool
    is_partial: bool = False

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

    @cached_property
    def first(self) -> list[Choice]:
        """The values that are shown at once: all of a short list, else the strongest and chosen."""
        if len(self.choices) <= SHOWN_AT_ONCE + 2:
            return self.choices
        by_strength = sorted(self.choices, key=_strongest_first)
        strongest = {choice.value for choice in by_strength[:SHOWN_AT_ONCE]}
        return [one for one in self.choices if one.value in strongest or one.is_chosen]

    @property
    def rest(self) -> list[Choice]:
        """The other values, shown on demand."""
        first = {choice.value for choice in self.first}
        return [one for one in self.choices if one.value not in first]

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
class Faceted:
    """What every list with facets tells about itself.

    `total` is exact unless `is_more`: then there are more than that.
    """

    query: Query
    total: int
    is_more: bool
    facets: list[FacetCounts]

    @property
    def is_too_deep(self) -> bool:
        """Whether a slice was asked for that is never shown."""
        return self.query.is_too_deep

    @cached_property
    def slice(self) -> "Page[Any]":
        """The place of what is shown among all, for the page numbers."""
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


@dataclass(frozen=True, kw_only=True)
class Found(Faceted):
    """The answer to a question to the index."""

    rows: list[FoundRow]

    @property
    def total_text(self) -> str:
        """How much was found, in words."""
        if self.is_more:
            return _("More than %(count)s results") % {"count": number_format(self.total)}
        count = {"count": number_format(self.total)}
        return ngettext("%(count)s result", "%(count)s results", self.total) % count


def facets_of(
    query: Query,
    counts: Mapping[str, int],
    labels: Mapping[str, Mapping[str, str]],
    *,
    is_partial: bool = False,
) -> list[FacetCounts]:
    """Return the facets of a question with what would be found by choosing each value.

    Values that bring nothing are left out unless they are chosen. `is_partial`: see `choices`.
    """
    known = facets()
    return [
        FacetCounts(
            name=name,
            label=str(known[name].label),
            choices=_in_order(
                name, choices(query, name, counts, labels.get(name, {}), is_partial=is_partial)
            ),
        )
        for name in query.facets
        if name in known
    ]


def choices(
    query: Query,
    name: str,
    counts: Mapping[str, int],
    labels: Mapping[str, str],
    *,
    is_partial: bool = False,
) -> list[Choice]:
    """Return the values of a facet that bring something or are chosen, in the order of the labels.

    `is_partial`: only a part was read, so that what is not chosen brings at least so many.
    """
    chosen = query.chosen.get(name, ())
    return [
        Choice(
            query=query,
            facet=name,
            value=value,
            label=label,
            count=count,
            is_chosen=value in chosen,
            is_partial=is_partial and value not in chosen,
        )
        for value, label in labels.items()
        if (count := counts.get(f"{name}:{value}", 0)) or value in chosen
    ]


def _in_order(name: str, found: list[Choice]) -> list[Choice]:
    return sorted(found, key=_strongest_first) if facets()[name].by_count else found


def _strongest_first(choice: Choice) -> int:
    return -choice.count
