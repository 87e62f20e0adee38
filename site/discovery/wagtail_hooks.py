"""Joins the serving of pages: each says in its header where machines find more."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail import hooks

from discovery.answers import add_links, link
from discovery.citations.record import record_of
from discovery.signposts import level_one
from discovery.twins import twin_address
from pages.models import PlainPage, PublicationPage

Serve = Callable[..., HttpResponseBase]


@hooks.register("on_serve_page", order=900)
def put_up_signposts(serve: Serve) -> Serve:
    """Return a way to serve pages that adds links to the header of what was found."""

    def with_signposts(
        page: Any, request: HttpRequest, arguments: Any, keywords: Any
    ) -> HttpResponseBase:
        response = serve(page, request, arguments, keywords)
        if response.status_code == 200 and isinstance(page, PlainPage):
            add_links(response, _links(page, request, response))
        return response

    return with_signposts


def _links(page: PlainPage, request: HttpRequest, response: Any) -> list[str]:
    if isinstance(page, PublicationPage):
        return level_one(record_of(page, request, getattr(response, "context_data", None)))
    if request.path != page.get_url(request):
        return []  # one entry of a glossary or a directory has no twin
    address = twin_address(page, request)
    return [link(address, rel="alternate", type="text/markdown")] if address else []
