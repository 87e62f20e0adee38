"""Answers the address of a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, override
from wagtail import views as wagtail_views

from lane.scopes import DOCUMENTS
from lane.showing import offer
from pages.models.page import PlainPage
from pages.models.versions import language_of_page, versions_of
from pages.models.ways import route


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Return the page of this address; Wagtail's own view with a shorter way to it.

    A page that is not there in the language of the address is shown in the site's own, marked as
    what it is and with a line that says so (see base.html); where its translation has another
    address, the answer leads there. No cookie decides, so that the answer may be kept. Raises
    Http404 where nothing answers.
    """
    found = route(request, path)
    # Under this name Wagtail itself remembers what it found for a request, or that it did not.
    vars(request)["_wagtail_route_for_request"] = found
    if found is None:
        return _served(request, path)
    active, written = get_language(), language_of_page(found.page)
    if written == active:
        _offer(found.page)
        return _served(request, path)
    translated = versions_of(found.page).get(str(active))
    if translated:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{translated}?{query}" if query else translated)
    _offer(found.page)
    # What the page says of itself is said in its own language; only the frame is in the other.
    with override(written):
        return _served(request, path)


def _served(request: HttpRequest, path: str) -> HttpResponse:
    response: HttpResponse = wagtail_views.serve(request, path)
    return response


def _offer(page: Any) -> None:
    """Let the anonymous lane keep what this page shows, unless not everyone may see it."""
    if getattr(page, "is_restricted", True) is False and isinstance(page, PlainPage):
        offer(page.lane_scope, *page.lane_shows, DOCUMENTS, params=page.lane_params)
