"""What a page's head tells machines: structured data, link previews, feeds, its Markdown twin."""

from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from discovery.citations.formats import FORMATS
from discovery.linked_data import as_script_text, graph_of
from discovery.linked_data.graph import identity_for
from discovery.public import SECTIONS
from discovery.shares import HEIGHT, WIDTH, share_address
from discovery.titles import feed_titles
from discovery.twins import twin_address
from pages.models import PlainPage

register = template.Library()

# As Facebook and LinkedIn write them; a language alone is no locale there.
OG_LOCALES = {"en": "en_GB", "fr": "fr_FR", "de": "de_DE", "es": "es_ES", "it": "it_IT"}
OG_TYPES = {"article": "article", "case": "article", "publication": "article"}


@register.inclusion_tag("discovery/head.html", takes_context=True)
def discovery_head(context: template.Context) -> dict[str, Any]:
    """Return what the head of a page says to machines; a preview and an error page say less."""
    request, page = context.get("request"), context.get("page")
    page = page if isinstance(page, PlainPage) and page.pk else None
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "page": page,
        "graph": _graph(page, request, context),
        "twin": twin_address(page, request) if page and _is_here(page, request) else "",
        "og_type": OG_TYPES.get(getattr(page, "kind", ""), "website"),
        "locale": og_locale(language),
        "other_locales": other_locales(context, language),
        "title": _title(context, page),
        "description": page and (page.search_description or page.summary),
        "url": _address(page, request),
        "site_name": identity_for(request).project_name if request else settings.WAGTAIL_SITE_NAME,
        "picture": urljoin(settings.SITE_URL, share_address(page)),
        "width": WIDTH,
        "height": HEIGHT,
        "feeds": feeds(page),
    }


def og_locale(language: str) -> str:
    """Return a language as link previews write it."""
    return OG_LOCALES.get(language, language.replace("-", "_"))


def other_locales(context: template.Context, language: str) -> list[str]:
    """Return the locales of the translations that base.html has looked up as `in_languages`."""
    known = [code for code, _address in context.get("in_languages") or ()]
    return [og_locale(code) for code in known if code not in {language, "x-default"}]


def feeds(page: Any) -> list[dict[str, str]]:
    """Return the feeds to point at: the one of the section shown, and that of all."""
    section = getattr(page, "kind", "")
    section = "tools" if section == "toolbox" else section
    names = [name for name in (section, "all") if name == "all" or name in SECTIONS]
    titles = feed_titles()
    return [
        {
            "title": titles[name],
            "atom": reverse("discovery:atom", args=(name,)),
            "json": reverse("discovery:json_feed", args=(name,)),
        }
        for name in names
    ]


def _graph(page: Any, request: Any, context: template.Context) -> SafeString | None:
    if page is None or request is None or getattr(request, "is_preview", False):
        return None
    if getattr(page, "is_unlisted", False):
        return None
    # Every sign that HTML would read is escaped in it.
    return mark_safe(as_script_text(graph_of(page, request, _shown(context))))


def _shown(context: template.Context) -> dict[str, Any]:
    """Return what the page has looked up for its template."""
    shown: dict[Any, Any] = context.flatten()
    return shown


def _is_here(page: Any, request: Any) -> bool:
    """Return whether the page itself is shown and told of, not one entry below it."""
    if getattr(page, "is_unlisted", False):
        return False
    return bool(request is None or request.path == page.get_url(request))


def _address(page: Any, request: Any) -> str:
    if page is None:
        return ""
    if request is not None and getattr(page, "answers_below", False):
        return f"{settings.SITE_URL}{request.path}"
    return str(page.get_full_url(request) or "")


def _title(context: template.Context, page: Any) -> str:
    return str(page.seo_title or page.title) if page else str(context.get("title", ""))


@register.inclusion_tag("discovery/cite.html", takes_context=True)
def cite(context: template.Context) -> dict[str, Any]:
    """Return the ways to take the citation of the publication that is shown."""
    page, request = context["page"], context.get("request")
    return {
        "forms": [
            {"label": form.label, "url": twin_address(page, request, form.file)} for form in FORMATS
        ]
    }
