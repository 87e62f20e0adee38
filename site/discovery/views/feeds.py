"""Feeds at their addresses, one a section and form, in the language of the address."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext

from discovery.answers import answer, kept, open_to_all, tag_of, unchanged
from discovery.feeds.atom import atom_of
from discovery.feeds.entries import FACETS, Entry, chosen_terms, entries_of, pages_of
from discovery.feeds.json_feed import json_feed_of
from discovery.linked_data.graph import identity_for
from discovery.public import EVERYTHING, stamp_of
from discovery.refusals import Refused, plain_refusal
from discovery.titles import feed_titles
from lane.showing import public
from vocabulary.models import Term

Write = Callable[[list[Entry], dict[str, Any]], str]


@open_to_all
@public(*EVERYTHING, params=tuple(FACETS))
def atom(request: HttpRequest, section: str) -> HttpResponseBase:
    """Return a section as Atom."""
    return _feed(request, section, "atom", "application/atom+xml; charset=utf-8", atom_of)


@open_to_all
@public(*EVERYTHING, params=tuple(FACETS))
def json_feed(request: HttpRequest, section: str) -> HttpResponseBase:
    """Return a section as JSON Feed."""
    return _feed(
        request, section, "json_feed", "application/feed+json; charset=utf-8", json_feed_of
    )


def _feed(
    request: HttpRequest, section: str, form: str, media_type: str, write: Write
) -> HttpResponseBase:
    if section not in feed_titles():
        return plain_refusal("There is no such feed.", 404)
    try:
        terms = chosen_terms(request.GET)
    except Refused as refused:
        return plain_refusal(str(refused), refused.status)
    language = get_language() or settings.LANGUAGE_CODE
    pages = pages_of(section, language, terms)
    stamp = f"{stamp_of(pages)} {identity_for(request).project_name}"
    asked = f"{section}.{form}.{language}.{request.GET.urlencode()}"
    etag = tag_of("feed", asked, stamp)
    if (same := unchanged(request, etag)) is not None:
        return same

    def make() -> bytes:
        entries = entries_of(pages, request)
        about = _about(request, section, terms, entries)
        return write(entries, about).encode("utf-8", "replace")

    return answer(request, kept(f"feed.{form}", asked + stamp, make), media_type, etag=etag)


def _about(
    request: HttpRequest, section: str, terms: dict[str, Term], entries: list[Entry]
) -> dict[str, Any]:
    """Return what a feed says of itself."""
    identity = identity_for(request)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    base = f"{settings.SITE_URL}/"
    narrowed = ", ".join(str(term) for term in terms.values())
    title = gettext("%(site)s: %(section)s") % {
        "site": identity.project_name,
        "section": feed_titles()[section],
    }
    atom_address = urljoin(base, reverse("discovery:atom", args=(section,)) + query)
    return {
        "identity": atom_address,
        "title": f"{title} ({narrowed})" if narrowed else title,
        "subtitle": identity.tagline,
        "language": get_language() or settings.LANGUAGE_CODE,
        "updated": max(
            (entry.updated for entry in entries), default=datetime(2016, 1, 1, tzinfo=UTC)
        ),
        "author": identity.project_name,
        "site": base,
        "home": urljoin(base, reverse("wagtail_serve", args=("",))),
        "atom": atom_address,
        "json": urljoin(base, reverse("discovery:json_feed", args=(section,)) + query),
        "icon": urljoin(base, static("img/share.png")),
    }
