"""The sets of pages that have a name, shared by all page types."""

from typing import Any, Self

from django.db.models import QuerySet
from wagtail.models import PageManager
from wagtail.query import PageQuerySet


class CardQuerySet(PageQuerySet):
    """Pages as they are shown in lists."""

    def for_cards(self) -> Self:
        """Return the pages with the pictures of their covers: at most two queries more."""
        cards: Self = self.select_related("cover").prefetch_related("cover__renditions")
        return cards

    def newest_first(self) -> Self:
        """Return the pages by the day on which they were first published."""
        newest: Self = self.order_by("-first_published_at", "-pk")
        return newest


def card_manager(queryset: type[QuerySet[Any]]) -> Any:
    """Return a page manager whose sets have the names of `queryset`."""
    return PageManager.from_queryset(queryset)()
