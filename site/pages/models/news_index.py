"""The list of articles."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.models.article import ArticlePage
from pages.models.listing import ListingPage

PER_PAGE = 13  # the newest large, then rows of three


class NewsIndexPage(ListingPage):
    """All articles, the newest first."""

    kind = "news"
    lane_scope = "news"
    listed_kind = "article"
    facets = ("theme", "group")
    lane_params = ("q", *facets, "sort", "page")
    page_description = _("Lists the articles below it, the newest first.")
    template = "pages/news_index.html"
    subpage_types = ["pages.ArticlePage"]

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def listed(self) -> Any:
        """Return the live articles, the newest first."""
        return ArticlePage.objects.live().child_of(self).for_cards().newest_first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with one slice of the articles, unless a reader narrowed them down."""
        context = super().get_context(request, *args, **kwargs)
        return context if context["is_narrowed"] else context | self.sliced(request, PER_PAGE)
