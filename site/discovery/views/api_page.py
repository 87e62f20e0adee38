"""The page that tells people of the API, the feeds and the other doors for machines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from discovery.titles import feed_titles


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """Return what can be asked, with examples to try."""
    base = reverse("discovery_machines:api")
    lists = (
        "tools",
        "cases",
        "paths",
        "articles",
        "publications",
        "glossary",
        "partners",
        "vocabularies",
    )
    context = {
        "lists": [f"{base}{name}" for name in lists],
        "example": f"{settings.SITE_URL}{base}tools?stage=concept-development&per_page=5",
        "openapi": reverse("discovery_machines:discovery_api:openapi-json"),
        "feeds": [
            {
                "title": title,
                "atom": reverse("discovery:atom", args=(name,)),
                "json": reverse("discovery:json_feed", args=(name,)),
            }
            for name, title in feed_titles().items()
        ],
        "oai": reverse("discovery_machines:oai"),
        "sitemap": reverse("discovery_machines:sitemap"),
        "llms": reverse("discovery:llms"),
        "limit": settings.RATE_LIMITS["discovery.api"],
    }
    return render(request, "discovery/api.html", context)
