"""The scopes of public content, and to which of them a page belongs."""

from typing import Final

from wagtail.models import Page

from lane.showing import SITE

__all__ = ["DOCUMENTS", "MEDIA", "SITE", "UPLOADS", "scope_of"]

MEDIA: Final = "media"  # images, wherever they stand
DOCUMENTS: Final = "documents"
# A new one is nowhere yet; it shows when a page with it is published.
UPLOADS: Final = frozenset({MEDIA, DOCUMENTS})


def scope_of(page: Page) -> str:
    """Return the scope that a page of this type belongs to; the whole site unless it says one."""
    return str(getattr(page.cached_content_type.model_class(), "lane_scope", SITE))
