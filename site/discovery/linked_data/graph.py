"""The nodes of one page: what it is, where it stands, who publishes it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page

from discovery.linked_data.descriptions import description_of
from discovery.linked_data.grants import grant
from discovery.linked_data.plain import without_empty
from discovery.public import language_of
from discovery.shares import share_address
from pages.models import HomePage, SiteIdentity
from pages.models.default_site import default_site
from pages.models.ways import site_of
from pages.templatetags.navigation_tags import trail


def graph_of(
    page: Page, request: HttpRequest | None, shown: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the graph of a page; with its template's context as `shown` it costs no query."""
    identity = identity_for(request)
    nodes = [node_of(page, request, identity, shown or {})]
    if isinstance(page, HomePage):
        nodes += [website(identity, page), organization(identity)]
    else:
        nodes.append(breadcrumbs(page, request))
    return {
        "@context": "https://schema.org",
        "@graph": [without_empty(node) for node in nodes if node],
    }


def node_of(
    page: Page, request: HttpRequest | None, identity: SiteIdentity, shown: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the node of the page itself: its type's description on the common ground."""
    address = str(page.get_full_url(request) or "")
    ground = {
        "@id": address,
        "url": address,
        "inLanguage": language_of(page),
        "datePublished": _moment(page.first_published_at),
        "dateModified": _moment(page.last_published_at),
        "image": urljoin(settings.SITE_URL, share_address(page)),
        "isPartOf": {"@id": website_id()},
        "publisher": short_organization(identity),
        "funding": grant(identity.grant_number, identity.programme),
    }
    node = ground | description_of(page, request, shown)
    if getattr(page, "is_example", False):
        node["creativeWorkStatus"] = gettext("Example, invented")
        node["name"] = gettext("Example: %(title)s") % {"title": page.title}
    if node.get("@type") in NO_WORKS:
        for name in WORDS_OF_WORKS:
            node.pop(name, None)
    return node


# What is no creative work has no publisher, language or date of its own in schema.org.
NO_WORKS = ("Event", "Organization", "Person")
WORDS_OF_WORKS = (
    "creativeWorkStatus",
    "dateModified",
    "datePublished",
    "inLanguage",
    "isPartOf",
    "publisher",
)


def breadcrumbs(page: Page, request: HttpRequest | None) -> dict[str, Any]:
    """Return the way from the home page to this one."""
    steps = [*trail(page), page]
    if len(steps) < 2:
        return {}
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": gettext("Home") if place == 1 else step.title,
                "item": step.get_full_url(request),
            }
            for place, step in enumerate(steps, start=1)
        ],
    }


def website(identity: SiteIdentity, home: Page) -> dict[str, Any]:
    """Return the site with its search box."""
    return {
        "@type": "WebSite",
        "@id": website_id(),
        "url": f"{settings.SITE_URL}/",
        "name": identity.project_name,
        "alternateName": identity.full_name,
        "description": identity.tagline,
        "inLanguage": language_of(home),
        "publisher": {"@id": organization_id()},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{settings.SITE_URL}{search_path()}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def search_path() -> str:
    """Return the path of the search page in the active language."""
    return reverse("wagtail_serve", args=("search/",))


def organization(identity: SiteIdentity) -> dict[str, Any]:
    """Return the project as the publisher of the site."""
    return short_organization(identity) | {
        "alternateName": identity.full_name,
        "description": identity.tagline,
        "logo": f"{settings.SITE_URL}{share_address(None)}",
        "email": identity.contact_email,
        "funding": grant(identity.grant_number, identity.programme),
    }


def short_organization(identity: SiteIdentity) -> dict[str, Any]:
    """Return the publisher by name, for nodes that point at it."""
    return {
        "@type": "Organization",
        "@id": organization_id(),
        "name": identity.project_name,
        "url": f"{settings.SITE_URL}/",
    }


def website_id() -> str:
    """Return the identifier of the site as a node."""
    return f"{settings.SITE_URL}/#website"


def organization_id() -> str:
    """Return the identifier of the publisher as a node."""
    return f"{settings.SITE_URL}/#organization"


def identity_for(request: HttpRequest | None) -> SiteIdentity:
    """Return the identity of the site that is asked, or an unsaved one before there is a site."""
    site = default_site() if request is None else site_of(request)
    return SiteIdentity.for_site(site) if site else SiteIdentity()


def _moment(moment: Any) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
