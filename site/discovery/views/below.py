"""What stands below a page's own address: its twin in Markdown, citations, its linkset."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from wagtail.models import Page

from discovery import signposts
from discovery.answers import add_links, answer, link, open_to_all
from discovery.citations.formats import BY_FILE, BY_MEDIA_TYPE, FORMATS
from discovery.citations.record import record_of
from discovery.public import EVERYTHING, language_of, public
from discovery.reading.markdown import markdown_of
from discovery.refusals import plain_refusal
from lane.scopes import DOCUMENTS
from lane.showing import offer
from pages.models import PlainPage, PublicationPage
from pages.models.terms import load_related
from pages.models.ways import route_directly

MARKDOWN = "text/markdown; charset=utf-8"
LINKSET_TYPE = "application/linkset+json"
HTML_TYPES = {"text/html", "application/xhtml+xml", "*/*", "text/*"}


@open_to_all
def twin(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a page in Markdown; 404 where no such page is public."""
    page = _page(request, path)
    response = answer(request, markdown_of(page, request), MARKDOWN)
    response["Content-Language"] = language_of(page)
    add_links(response, [link(page.get_full_url(request) or "", rel="canonical")])
    return response


@open_to_all
def citation(request: HttpRequest, path: str, name: str) -> HttpResponseBase:
    """Return a publication in one form of citation."""
    form = BY_FILE[name]
    page = _publication(request, path)
    response = answer(request, form.write(record_of(page, request)), _with_charset(form.media_type))
    response["Content-Disposition"] = f'inline; filename="{page.slug}.{name.partition(".")[2]}"'
    add_links(response, [link(page.get_full_url(request) or "", rel="describes")])
    return response


@open_to_all
def negotiated(request: HttpRequest, path: str) -> HttpResponseBase:
    """Lead to the form of citation that the asker accepts; 406 says which there are."""
    page = _publication(request, path)
    address = page.get_url(request) or "/"
    response: HttpResponse
    accepted = preferred(request)
    if accepted == "text/html":
        response = HttpResponseRedirect(address, status=303)
    elif accepted:
        file = BY_MEDIA_TYPE[accepted].file
        response = HttpResponseRedirect(f"{address}{file}", status=303)
    else:
        known = "".join(f"\n{form.media_type}" for form in FORMATS)
        response = plain_refusal(f"This citation is given as:{known}", 406)
    patch_vary_headers(response, ("Accept",))
    return response


@open_to_all
def linkset(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return all links of a publication as a linkset (RFC 9264)."""
    page = _publication(request, path)
    return answer(request, signposts.as_linkset(record_of(page, request)), LINKSET_TYPE)


def preferred(request: HttpRequest) -> str:
    """Return the media type that the asker likes best of those there are; empty where none fits."""
    for accepted in sorted(request.accepted_types, key=lambda one: -float(one.quality)):
        written = f"{accepted.main_type}/{accepted.sub_type}"
        if written in HTML_TYPES:
            return "text/html"
        if written in BY_MEDIA_TYPE and accepted.quality:
            return written
    return ""


def _page(request: HttpRequest, path: str) -> Any:
    """Return the public page of an address, its terms loaded. Raises Http404."""
    found = route_directly(request, path)
    page = found.page if found else None
    if not isinstance(page, PlainPage) or not _is_public(page):
        raise Http404
    load_related([page])
    # It may lead to pages of any kind.
    offer(*EVERYTHING, DOCUMENTS)
    return page


def _is_public(page: Page) -> bool:
    if getattr(page, "is_unlisted", False):
        return False
    known = getattr(page, "is_restricted", None)
    if known is not None:
        return bool(page.live) and not known
    return bool(public(Page.objects.filter(pk=page.pk)).exists())


def _publication(request: HttpRequest, path: str) -> Any:
    page = _page(request, path)
    if not isinstance(page, PublicationPage):
        raise Http404
    return page


def _with_charset(media_type: str) -> str:
    is_json = re.search(r"json$", media_type)
    return media_type if is_json else f"{media_type}; charset=utf-8"
