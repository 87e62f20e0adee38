"""The sets of pages that have a name, shared by all page types."""

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from pages.mixed import column_of, not_on_cards


class CardQuerySet(PageQuerySet):
    """Pages as they are shown in lists."""

    def for_cards(self) -> Self:
        """Return the pages as `briefly`, with the pictures of their covers: one query more."""
        cards: Self = self.briefly().prefetch_related("cover__renditions")
        return cards

    def briefly(self) -> Self:
        """Return the pages with their covers and without their texts, which no card shows."""
        brief: Self = self.select_related("cover").defer(*not_on_cards(self.model))
        return brief

    def newest_first(self) -> Self:
        """Return the pages by the day on which they were first published."""
        newest: Self = self.order_by("-first_published_at", "-pk")
        return newest


def specific_pages(pages: Iterable[Page]) -> list[Any]:
    """Return those of `pages` that everyone may see, each as its own type, all by one query.

    What its type keeps out of lists, by a field `is_unlisted`, is not among them.
    Wagtail's own `specific()` asks once for each type, and once more for restrictions.
    """
    types = {page.pk: page.specific_class for page in pages}
    names = {column_of(type_) for type_ in types.values()}
    above = PageViewRestriction.objects.annotate(
        outer=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    found = (
        Page.objects.live()
        .filter(~Exists(above.filter(outer__startswith=F("page__path"))), pk__in=types)
        .select_related(*sorted(names - {""}))
    )
    shown = [getattr(page, column_of(types[page.pk]) or "specific") for page in found]
    return [page for page in shown if not getattr(page, "is_unlisted", False)]


def card_manager(queryset: type[QuerySet[Any]]) -> Any:
    """Return a page manager whose sets have the names of `queryset`."""
    return PageManager.from_queryset(queryset)()
