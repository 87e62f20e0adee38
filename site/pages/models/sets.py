"""The sets of pages that have a name, shared by all page types."""

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from pages.mixed import column_of


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


def specific_pages(pages: Iterable[Page]) -> list[Any]:
    """Return those of `pages` that everyone may see, each as its own type, all by one query.

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
    return [getattr(page, column_of(types[page.pk]) or "specific") for page in found]


def card_manager(queryset: type[QuerySet[Any]]) -> Any:
    """Return a page manager whose sets have the names of `queryset`."""
    return PageManager.from_queryset(queryset)()
