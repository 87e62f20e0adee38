"""A question to the index, and how it is read from an address and written into one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from search.folding import cleaned, searched

DEFAULT_FACETS: Final = ("kind", "language", "group", "theme", "stage")
SORTS: Final = ("", "newest", "title", "order")
PAGE_LIMIT: Final = 50  # who is still looking on the 50th page wants other words
VALUE: Final = re.compile(r"[\w.-]{1,60}")
VALUES_A_FACET: Final = 30
READ_AT_MOST: Final = 200  # of the same parameter repeated


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is looked for: words, chosen facets, order, and the slice that is shown.

    Chosen values of one facet are alternatives, facets add up. `kinds`, `languages` and `keys`
    belong to the page that asks and are no choice of the reader. `language` is the reader's, and
    comes first. `presumed` holds what counts as chosen in a facet as long as nothing is.
    Without words everything is found, by weight and then the newest first.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    presumed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    keys: tuple[str, ...] | None = None
    facets: tuple[str, ...] = DEFAULT_FACETS
    language: str = ""
    sort: str = ""
    usual: str = ""  # the order that no address needs to name
    page: int = 1
    size: int = 20
    snippets: bool = False

    @property
    def words(self) -> str:
        """The words as the database reads them."""
        return searched(self.text)

    @property
    def is_too_deep(self) -> bool:
        """Whether it asks beyond the pages that are shown."""
        return self.page > PAGE_LIMIT

    @property
    def is_narrowed(self) -> bool:
        """Whether the reader has chosen anything."""
        return any(self.chosen.values())

    @property
    def wanted(self) -> dict[str, tuple[str, ...]]:
        """What an entry has to fit: the reader's choice, else what is presumed."""
        given = {name: values for name, values in self.chosen.items() if values}
        return {**self.presumed, **given}

    @property
    def offset(self) -> int:
        """How many results stand before the slice."""
        return (self.page - 1) * self.size

    def querystring(self) -> str:
        """Return the one canonical query string, with its question mark; empty when all is default.

        Facets stand in their order, values sorted, defaults are left out.
        """
        pairs = [("q", self.text)] if self.text else []
        for name in self.facets:
            pairs += [(name, value) for value in sorted(self.chosen.get(name, ()))]
        if self.sort != self.usual:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return f"?{urlencode(pairs)}" if pairs else ""

    def toggled(self, facet: str, value: str) -> "Query":
        """Return the query with one value chosen, or no longer chosen, on its first page."""
        values = self.chosen.get(facet, ())
        others = tuple(one for one in values if one != value)
        kept = others if value in values else (*values, value)
        return replace(self, chosen={**self.chosen, facet: kept}, page=1)

    def without(self, facet: str) -> "Query":
        """Return the query with nothing chosen in one facet."""
        rest = {name: values for name, values in self.chosen.items() if name != facet}
        return replace(self, chosen=rest, page=1)

    def cleared(self) -> "Query":
        """Return the query with nothing chosen at all; the words stay."""
        return replace(self, chosen={}, page=1)

    def on_page(self, number: int) -> "Query":
        """Return the query with another slice."""
        return replace(self, page=number)

    def asking(self, text: str) -> "Query":
        """Return the query with other words, on its first page."""
        return replace(self, text=text, page=1)


def read_query(
    params: QueryDict,
    *,
    facets: Iterable[str] = DEFAULT_FACETS,
    sorts: tuple[str, ...] = ("", "newest", "title"),
    **fixed: Any,
) -> Query:
    """Return the query of an address; whatever stands there, it never raises.

    Signs that do not show go, long words are cut, what is repeated counts once; an unknown order is
    the first of `sorts`, what is no page number is the first page. `fixed` are fields of the query.
    """
    names = tuple(facets)
    chosen = {name: _values(params, name) for name in names}
    sort = params.get("sort", sorts[0])
    return Query(
        text=cleaned(params.get("q", "")),
        chosen={name: values for name, values in chosen.items() if values},
        facets=names,
        sort=sort if sort in sorts else sorts[0],
        usual=sorts[0],
        page=_page(params.get("page", "")),
        **fixed,
    )


def _values(params: QueryDict, name: str) -> tuple[str, ...]:
    given = dict.fromkeys(params.getlist(name)[:READ_AT_MOST])
    return tuple(sorted(value for value in given if VALUE.fullmatch(value)))[:VALUES_A_FACET]


def _page(number: str) -> int:
    """Return a page number that is at least 1, and no larger than the first that is too deep."""
    if not number.isascii() or not number.isdecimal():
        return 1
    return min(max(int(number[:9]), 1), PAGE_LIMIT + 1)
