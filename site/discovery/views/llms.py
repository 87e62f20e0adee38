"""llms.txt (https://llmstxt.org): the site in a few lines, with the way to each page's twin."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from discovery.answers import answer, kept, open_to_all, tag_of, unchanged
from discovery.linked_data.graph import identity_for
from discovery.public import EVERYTHING, SECTIONS, public, stamp_of, types_of
from discovery.reading.markdown import line_of, link_lines, quoted
from discovery.titles import feed_titles
from lane.showing import public as lane_public

MARKDOWN = "text/markdown; charset=utf-8"
MOST = 200  # of each section; the rest is in the site map


@open_to_all
@lane_public(*EVERYTHING)
def llms(request: HttpRequest) -> HttpResponseBase:
    """Return the list of what can be read here as Markdown."""
    pages = public(Page.objects.filter(depth__gt=1), language=get_language() or "")
    identity = identity_for(request)
    stamp = f"{stamp_of(pages)} {identity.project_name} {identity.tagline}"
    etag = tag_of("llms", get_language() or "", stamp)
    if (same := unchanged(request, etag)) is not None:
        return same
    body = kept("llms", f"{get_language()} {stamp}", lambda: _write(request, pages).encode())
    return answer(request, body, MARKDOWN, etag=etag)


def _write(request: HttpRequest, pages: Page) -> str:
    identity = identity_for(request)
    name = f"{identity.project_name}: {identity.full_name}".rstrip(": ")
    parts = [f"# {line_of(name)}", quoted(identity.tagline)]
    parts.append(
        "Every page of this site can be read in Markdown: add index.md to its address. "
        "Texts are under CC BY 4.0 unless they say otherwise; what is marked as an example is "
        "invented."
    )
    titles = feed_titles()
    for section, kinds in SECTIONS.items():
        found = pages.type(*types_of(kinds)).order_by("title")[:MOST] if types_of(kinds) else []
        lines = link_lines(found, request)
        if lines:
            parts.append(f"## {titles[section]}\n\n" + "\n".join(lines))
    parts.append("## Data\n\n" + "\n".join(_machines()))
    return "\n\n".join(part for part in parts if part) + "\n"


def _machines() -> list[str]:
    places = {
        "Site map": reverse("discovery_machines:sitemap"),
        "API": reverse("discovery_machines:api"),
        "Description of the API (OpenAPI)": reverse(
            "discovery_machines:discovery_api:openapi-json"
        ),
        "Harvesting (OAI-PMH)": reverse("discovery_machines:oai") + "?verb=Identify",
        "Everything new (Atom)": reverse("discovery:atom", args=("all",)),
    }
    return [f"- [{name}]({settings.SITE_URL}{path})" for name, path in places.items()]
