"""Which pages everyone may see: the one set behind feeds, site map, harvesting, API and twins."""

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from wagtail.models import Page, Site, get_page_models

# The kinds of pages that are things to read or use, each with the word of its own list.
SECTIONS: Final = {
    "news": ("article",),
    "cases": ("case",),
    "tools": ("tool", "path"),
    "publications": ("publication",),
    "events": ("event",),
}

# What is shown where pages of all kinds are listed: the scopes of the anonymous lane.
EVERYTHING: Final = (
    "home",
    "toolbox",
    "cases",
    "news",
    "publications",
    "people",
    "glossary",
    "events",
    "newsletters",
)


def types_of(kinds: Iterable[str]) -> list[type[Page]]:
    """Return the page types of these kinds, of whatever room, in a steady order.

    A page type says what it is by its `kind`; rooms beside this one are never imported.
    """
    wanted = set(kinds)
    found = [model for model in get_page_models() if getattr(model, "kind", None) in wanted]
    return sorted(found, key=lambda model: str(model._meta.label))


def all_kinds() -> list[str]:
    """Return the kinds of all sections."""
    return [kind for kinds in SECTIONS.values() for kind in kinds]


def public(pages: Any, *, language: str = "") -> Any:
    """Return those of a set of pages that everyone may see at an address of their own.

    Live, no restriction on the page or above it, below the home page of a site, no alias of
    another page, not kept out of lists. With `language` only those written in it. Two queries, the
    restrictions' included.
    """
    roots = Site.get_site_root_paths()
    below = Q(pk__in=[])
    for root in roots:
        if not language or root.language_code == language:
            below |= Q(url_path__startswith=root.root_path)
    return listed(pages.live().public().filter(below, alias_of=None))


def listed(pages: Any) -> Any:
    """Return a set of pages without those that are open by their address only; no query.

    A page type, of whatever room, says so by a field `is_unlisted`.
    """
    for model in get_page_models():
        if hasattr(model, "is_unlisted"):
            if issubclass(pages.model, model):
                pages = pages.filter(is_unlisted=False)
            elif issubclass(model, pages.model):
                hidden = model._default_manager.filter(is_unlisted=True)
                pages = pages.exclude(pk__in=hidden.order_by().values("pk"))
    return pages


def language_of(page: Page) -> str:
    """Return the code of the language a page is written in; it costs no query."""
    path = str(page.url_path)
    roots = [root for root in Site.get_site_root_paths() if path.startswith(root.root_path)]
    closest = max(roots, key=lambda root: len(root.root_path), default=None)
    return str(closest.language_code) if closest else str(settings.LANGUAGE_CODE)


def stamp_of(pages: QuerySet[Any]) -> str:
    """Return a word that changes whenever one of the pages is published, or comes or goes."""
    facts = pages.order_by().aggregate(Max("last_published_at"), Max("pk"), Count("pk"))
    return "-".join(str(facts[name]) for name in sorted(facts))
