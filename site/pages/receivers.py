"""What follows from a change of pages and snippets: the search looks at them again.

Wagtail publishes, moves and restricts pages; its own signals and, where it has none, those of its
models are heard here.
"""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from pages.models import CasePage
from pages.models.used import tools_beside
from search.actions import mark
from search.registry import sources


@receiver([page_published, page_unpublished], dispatch_uid="pages.page_changed")
def page_changed(instance: Page, **_: Any) -> None:
    """Look at a page again, and at the tools that stand under the country of a case."""
    beside = tools_beside([instance.pk]) if isinstance(instance, CasePage) else ()
    mark("pages", instance.pk, *beside)


@receiver([post_page_move, page_slug_changed], dispatch_uid="pages.addresses_changed")
def addresses_changed(instance: Page, **_: Any) -> None:
    """Look at every published page whose address is another now."""
    below = Page.objects.live().descendant_of(instance, inclusive=True)
    numbers = list(below.values_list("pk", flat=True))
    mark("pages", *numbers, *(tools_beside(numbers) - set(numbers)))


@receiver(
    [post_save, post_delete], sender=PageViewRestriction, dispatch_uid="pages.privacy_changed"
)
def privacy_changed(instance: PageViewRestriction, **_: Any) -> None:
    """Look at every page below a restriction that came, changed or went."""
    addresses_changed(instance=instance.page)


@receiver(
    m2m_changed, sender=PageViewRestriction.groups.through, dispatch_uid="pages.privacy_groups"
)
def privacy_groups_changed(instance: Any, action: str, **_: Any) -> None:
    """Look at every page below a restriction to groups whose groups are others now."""
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        addresses_changed(instance=instance.page)


@receiver([published, unpublished], dispatch_uid="pages.snippet_changed")
def snippet_changed(instance: Any, **_: Any) -> None:
    """Look again at a snippet that has a page of its own."""
    if instance._meta.label_lower in sources():
        mark(instance._meta.label_lower, instance.pk)


@receiver(post_delete, dispatch_uid="pages.snippet_deleted")
def snippet_deleted(sender: Any, instance: Any, **_: Any) -> None:
    """Let the search forget a snippet; pages are unpublished before they go."""
    if sender._meta.label_lower in sources():
        mark(sender._meta.label_lower, instance.pk)
