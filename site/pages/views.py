"""Answers the address of a page."""

from django.http import HttpRequest, HttpResponse
from wagtail import views as wagtail_views

from pages.models.ways import route_directly


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Return the page of this address; Wagtail's own view with a shorter way to it.

    What is no page's very address (an archive below a page, an old address) is found by Wagtail as
    always. Raises Http404 where nothing answers.
    """
    found = route_directly(request, path)
    if found is not None:
        # Under this name Wagtail itself remembers what it found for a request.
        vars(request)["_wagtail_route_for_request"] = found
    response: HttpResponse = wagtail_views.serve(request, path)
    return response
