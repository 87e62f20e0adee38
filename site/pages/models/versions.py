"""The languages of a page: in which it is written, in which others it is published, and where."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language_from_path, override
from wagtail.models import Page, Site

from lane.memory import keep
from lane.showing import SITE


def roots() -> list[Any]:
    """Return where the tree of each language begins, from memory."""
    return keep("site roots", Site.get_site_root_paths, SITE)


def language_of_page(page: Page) -> str:
    """Return the code of the language in which a page is written.

    A mirror of another page is written in the language of that one. No query for any other page.
    """
    source = page.alias_of if page.alias_of_id else page
    written = (root.language_code for root in roots() if source.url_path.startswith(root.root_path))
    return next(written, settings.LANGUAGE_CODE)


def published_versions(key: Any) -> QuerySet[Page]:
    """Return the published pages that say the same, each in its own language.

    A mirror of a page is none: its words are still those of the other language.
    """
    pages: QuerySet[Page] = Page.objects.live().filter(translation_key=key, alias_of=None)
    return pages.order_by()


def versions_of(page: Page) -> dict[str, str]:
    """Return the addresses of a page by the languages in which it is published, its own included.

    No query for a page that was found by its address.
    """
    paths = getattr(page, "versions", None)
    if paths is None:
        paths = list(published_versions(page.translation_key).values_list("url_path", flat=True))
    found: dict[str, str] = {}
    for root in roots():
        for path in paths:
            if path.startswith(root.root_path):
                inside = path.removeprefix(root.root_path)
                found.setdefault(root.language_code, address_in(root.language_code, inside))
    return found


def address_in(language: str, path: str) -> str:
    """Return the address of a path below the home page, as it is in a language."""
    with override(language):
        return reverse("wagtail_serve", args=(path,))


def in_frame(address: str, language: str) -> str:
    """Return the address at which a page of the site's own language is shown to another one.

    `address` is that of a page; what is no path below the site stays as it is.
    """
    start = get_script_prefix()
    if language == settings.LANGUAGE_CODE or not address.startswith(start):
        return address
    inside = address.removeprefix(start)
    spoken = get_language_from_path(f"/{inside}")
    inside = inside.removeprefix(f"{spoken}/") if spoken else inside
    return f"{start}{language}/{inside}"


def in_language_of(page: Page, others: Iterable[Any]) -> list[Any]:
    """Return the other pages, each in the language of `page` where it is published in it.

    No query where they are all in it already.
    """
    others = list(others)
    keys = [other.translation_key for other in others if other.locale_id != page.locale_id]
    if not keys:
        return others
    found = type(others[0]).objects.live()
    versions = {
        version.translation_key: version
        for version in found.filter(locale_id=page.locale_id, translation_key__in=keys)
    }
    return [versions.get(other.translation_key, other) for other in others]
