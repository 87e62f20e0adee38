"""Lists of people and organisations, the map, and names while somebody types."""

from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from community.directory.country_map import draw
from community.directory.listing import Listing, find, read_question, suggest
from community.directory.models import Entry
from community.directory.readers import reader_of
from community.directory.rows import FACETS
from community.directory.views.requests import kept
from community.members.ratelimits import rate_limited
from search.views import viewer_of

FIRST: Final = 6  # of each kind on the front page of the directory
PARAMS: Final = {kind: ("q", "page", *names) for kind, names in FACETS.items()}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the first people and organisations for some words, and where all of them are."""
    viewer = viewer_of(request)
    reader = reader_of(viewer)
    asked = {kind: read_question(request.GET, kind, size=FIRST) for kind in FACETS}
    found = {
        str(kind): find(replace(query, chosen={}, page=1), kind, reader)
        for kind, query in asked.items()
    }
    context: dict[str, Any] = {**found, "query": asked[Entry.Kind.PERSON], **_map(found)}
    answer = render(request, "directory/home.html", context)
    return kept(answer, viewer, params=("q",))


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the people whom the viewer may find."""
    return _list(request, Entry.Kind.PERSON)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations that are public."""
    return _list(request, Entry.Kind.ORGANISATION)


@require_safe
@rate_limited("directory.suggest")
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with the names that the letters may become, as JSON, kept by nobody."""
    text = request.GET.get("q", "")[:200]
    answer = JsonResponse({"suggestions": suggest(text, reader_of(viewer_of(request)))})
    add_never_cache_headers(answer)
    return answer


def _list(request: HttpRequest, kind: Entry.Kind) -> HttpResponse:
    viewer = viewer_of(request)
    found = find(read_question(request.GET, kind), kind, reader_of(viewer))
    context = {
        "found": found,
        "query": found.query,
        "first_url": found.query.on_page(1).querystring() or "?",
        "canonical_address": f"{settings.SITE_URL}{request.path}{found.query.querystring()}",
    }
    answer = render(request, f"directory/{kind.name.lower()}_list.html", context)
    return kept(answer, viewer, params=PARAMS[kind])


def _map(found: dict[str, Listing]) -> dict[str, Any]:
    """Return the map of people and the table of both, the strongest countries first."""
    people, firms = found[Entry.Kind.PERSON], found[Entry.Kind.ORGANISATION]
    counts = {"people": people.by_country(), "organisations": firms.by_country()}
    labels = people.labels["country"]
    rows: list[dict[str, Any]] = [
        {
            "code": code,
            "label": label,
            "people": counts["people"].get(code, 0),
            "organisations": counts["organisations"].get(code, 0),
        }
        for code, label in labels.items()
        if code in counts["people"] or code in counts["organisations"]
    ]
    together = {row["code"]: row["people"] + row["organisations"] for row in rows}
    return {
        "map": draw(together, labels),
        "countries": sorted(rows, key=lambda row: -together[row["code"]]),
        "people_url": reverse("directory:people"),
    }
