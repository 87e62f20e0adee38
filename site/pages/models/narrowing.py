"""Narrows a list down by facets: what is chosen, how many each choice would bring, the cards."""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from search.queries import Query, find, read_query

Sorts = dict[str, str | Promise]

NEWEST_FIRST: Final[Sorts] = {
    "newest": pgettext_lazy("sort by", "newest"),
    "title": pgettext_lazy("sort by", "title"),
}
IN_ORDER: Final[Sorts] = {
    "order": pgettext_lazy("sort by", "stage"),
    "newest": pgettext_lazy("sort by", "newest"),
    "title": pgettext_lazy("sort by", "title"),
}


def narrowed(
    request: HttpRequest,
    *,
    kind: str,
    language: str,
    facets: tuple[str, ...],
    presumes_language: bool = False,
    sorts: Sorts,
    size: int,
) -> dict[str, Any]:
    """Return the context of a list that can be narrowed down.

    `found` holds the facets with their counts, and the cards where anything `is_narrowed`; without
    a choice the page shows its own list, and `found` only counts. The list is in its own language;
    where it only `presumes_language`, the others can be chosen. Two queries.
    """
    query = read_query(
        request.GET,
        facets=facets,
        sorts=tuple(sorts),
        kinds=(kind,),
        languages=() if presumes_language else (language,),
        presumed={"language": (language,)} if presumes_language else {},
        language=language,
        size=size,
    )
    found = find(query)
    asked = found.query
    is_narrowed = bool(asked.text) or asked.is_narrowed or asked.sort != asked.usual
    return {
        "found": found,
        "is_narrowed": is_narrowed,
        "is_indexed": not is_narrowed or _is_one_choice(asked),
        "narrowed_query": asked.querystring(),
        "sorts": [
            {
                "label": label,
                "url": replace(asked, sort=sort, page=1).querystring() or "?",
                "is_current": sort == asked.sort,
            }
            for sort, label in sorts.items()
        ],
        "first_url": asked.on_page(1).querystring() or "?",
    }


def _is_one_choice(query: Query) -> bool:
    """Return whether it is a list worth finding by others: one value, the usual order, page one."""
    values = sum(len(values) for values in query.chosen.values())
    return values == 1 and not query.text and query.sort == query.usual and query.page == 1
