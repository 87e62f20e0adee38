"""The site map at its addresses."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.models import Page

from discovery import sitemaps
from discovery.answers import answer, kept, tag_of, unchanged
from discovery.public import EVERYTHING, public, stamp_of
from discovery.refusals import plain_refusal
from lane.showing import public as lane_public

XML = "application/xml; charset=utf-8"


@require_safe
@lane_public(*EVERYTHING)
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Return the index of the site map; two queries."""
    moments = list(sitemaps.listed().values_list("last_published_at", flat=True))
    files = max(1, -(-len(moments) // sitemaps.PER_FILE))
    return answer(request, sitemaps.index_of(files, moments), XML)


@require_safe
@lane_public(*EVERYTHING)
def sitemap_file(request: HttpRequest, number: int) -> HttpResponseBase:
    """Return one file of the site map; 404 beyond the last."""
    stamp = stamp_of(public(Page.objects.filter(depth__gt=1)))
    etag = tag_of("sitemap", str(number), stamp)
    if (same := unchanged(request, etag)) is not None:
        return same
    if not sitemaps.has_file(number):
        return plain_refusal("There is no such part of the site map.", 404)
    body = kept(f"sitemap.{number}", stamp, lambda: sitemaps.file_of(number))
    return answer(request, body, XML, etag=etag)
