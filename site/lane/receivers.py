"""Bumps generations when something changes that no action of ours stands behind.

Pages are published by Wagtail, snippets and settings are saved by its forms: their models say as
`lane_scope` where they show. Rooms bump in their actions whatever else they change.
"""

from typing import Any, Final

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from lane.generations import bump
from lane.scopes import SITE, UPLOADS, scope_of

# The home page and what stands right below it are in the menu, the footer and every trail.
EVERYWHERE: Final = 3
FOREIGN: Final = {Site: SITE, Locale: SITE, PageViewRestriction: SITE}


@receiver([page_published, page_unpublished], dispatch_uid="lane.page_changed")
def page_changed(instance: Page, **_: Any) -> None:
    """Flush what shows pages of this type, and everything when all pages show this one."""
    bump(scope_of(instance), *([SITE] if instance.depth <= EVERYWHERE else []))


@receiver([post_page_move, page_slug_changed], dispatch_uid="lane.addresses_changed")
def addresses_changed(instance: Page, **_: Any) -> None:
    """Flush everything: pages below have other addresses now, and perhaps other restrictions."""
    bump(SITE, scope_of(instance))


@receiver([post_save, post_delete], dispatch_uid="lane.row_changed")
def row_changed(sender: type, instance: Any, created: bool = False, **_: Any) -> None:
    """Flush what shows rows of a model that names its scope; pages are not shown when saved."""
    scope = FOREIGN.get(sender) or getattr(sender, "lane_scope", None)
    if scope and not isinstance(instance, Page) and not (created and scope in UPLOADS):
        bump(scope)
