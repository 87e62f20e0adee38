"""Answers the address of a page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail import views as wagtail_views

from lane.scopes import DOCUMENTS
from lane.showing import offer
from pages.models.page import PlainPage
from pages.models.ways import home_of, language_of, route_directly


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Return the page of this address; Wagtail's own view with a shorter way to it.

    What is no page's very address (an archive below a page, an old address) is found by Wagtail as
    always. Below the prefix of a language that has no published home page, the answer leads to the
    same address in the site's own language: no page is ever marked as being in a language that it
    is not written in. Raises Http404 where nothing answers.
    """
    if not _is_spoken(request):
        return _in_own_language(request, path)
    found = route_directly(request, path)
    if found is not None:
        _offer(found.page)
        # Under this name Wagtail itself remembers what it found for a request.
        vars(request)["_wagtail_route_for_request"] = found
    response: HttpResponse = wagtail_views.serve(request, path)
    return response


def _offer(page: Any) -> None:
    """Let the anonymous lane keep what this page shows, unless not everyone may see it."""
    if getattr(page, "is_restricted", True) is False and isinstance(page, PlainPage):
        offer(page.lane_scope, *page.lane_shows, DOCUMENTS, params=page.lane_params)


def _is_spoken(request: HttpRequest) -> bool:
    """Return whether the pages of the active language are written in it."""
    active = get_language()
    if active == settings.LANGUAGE_CODE:
        return True
    home = home_of(request)
    return home is None or language_of(home) == active


def _in_own_language(request: HttpRequest, path: str) -> HttpResponseRedirect:
    """Return the way to the same address without the prefix; a translation may come any day."""
    with override(settings.LANGUAGE_CODE):
        address = reverse("wagtail_serve", args=(path,))
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
