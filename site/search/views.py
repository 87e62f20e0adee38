"""Answers searches: a page of results, and suggestions while somebody types."""

import logging
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, pgettext_lazy
from django.views.decorators.http import require_safe

from search import demand
from search.labels import labels_of
from search.promoted import promoted_for
from search.queries import Found, Query, find, read_query
from search.registry import name_of
from search.suggestions import corrected, suggest

logger = logging.getLogger(__name__)

FACETS: Final = ("kind", "language", "stage", "group", "theme")
SORTS: Final = {
    "": pgettext_lazy("sort by", "what fits"),
    "newest": pgettext_lazy("sort by", "newest"),
    "title": pgettext_lazy("sort by", "title"),
}
FEW: Final = 3  # with fewer results another spelling is offered
SUGGESTIONS_KEPT: Final = 60  # seconds


@dataclass(frozen=True)
class Answer:
    """What was found; and where nothing was, for which other spelling something was."""

    found: Found
    instead_of: str = ""
    did_you_mean: str = ""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found for the words and choices in the address; without any, how to search."""
    language = get_language() or settings.LANGUAGE_CODE
    query = read_query(request.GET, facets=FACETS, language=language, snippets=True)
    viewer = viewer_of(request)
    context: dict[str, Any] = {"query": query}
    if query.text or query.is_narrowed:
        context |= _results(query, viewer)
    else:
        everything = replace(query, facets=("kind",), size=1, snippets=False)
        context["starts"] = find(everything, viewer).facets[0].choices
    address = f"{settings.SITE_URL}{request.path}{query.querystring()}"
    return render(request, "search/search.html", context | {"canonical_address": address})


def _results(query: Query, viewer: Any) -> dict[str, Any]:
    """Return the context of a page with results."""
    answer = _answer(query, viewer)
    asked = answer.found.query
    _count(query, answer.found, bool(answer.instead_of))
    is_first = query.page == 1
    chosen = promoted_for(query.text, language=query.language, viewer=viewer) if is_first else []
    return {
        "found": answer.found,
        "instead_of": answer.instead_of,
        "did_you_mean": answer.did_you_mean,
        "mean_url": asked.asking(answer.did_you_mean).querystring(),
        "first_url": asked.on_page(1).querystring(),
        "promoted": chosen,
        "sorts": [
            {
                "label": label,
                "url": replace(asked, sort=sort, page=1).querystring(),
                "is_current": sort == asked.sort,
            }
            for sort, label in SORTS.items()
        ],
    }


def viewer_of(request: HttpRequest) -> Any:
    """Return the account of whoever asks, or None; a visitor's session is never touched."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _answer(query: Query, viewer: Any) -> Answer:
    """Return what was found, forgiving a mistyped word."""
    labels = labels_of(query.facets)
    found = find(query, viewer, labels=labels)
    if not query.text or found.total >= FEW or query.is_narrowed:
        return Answer(found)
    meant = corrected(query.text)
    if not meant or found.total:
        return Answer(found, did_you_mean=meant)
    other = find(query.asking(meant), viewer, labels=labels)
    return Answer(other, instead_of=query.text) if other.total else Answer(found)


def _count(query: Query, found: Found, is_corrected: bool) -> None:
    """Count a search when it begins: not each page of its results, nor each narrowing."""
    if not query.text or query.page > 1 or query.is_narrowed:
        return
    number = 0 if is_corrected else found.total
    try:
        with transaction.atomic():
            demand.count(text=query.text, language=query.language, found=number)
    except DatabaseError:
        logger.exception("A search was not counted")


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer `?q=` with what the letters may become, as JSON, kept by browsers for a minute."""
    viewer = viewer_of(request)
    found = suggest(
        request.GET.get("q", ""),
        language=get_language() or settings.LANGUAGE_CODE,
        viewer=viewer,
    )
    told = [
        {
            "title": one.title,
            "url": one.url,
            "kind": name_of(one.kind),
            "language": one.language,
        }
        for one in found
    ]
    answer = JsonResponse({"suggestions": told})
    patch_cache_control(
        answer, max_age=SUGGESTIONS_KEPT, **({"private": True} if viewer else {"public": True})
    )
    return answer
