"""The list of good practice cases."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.models.case import CasePage
from pages.models.listing import ListingPage

PER_PAGE = 13  # the newest large, then rows of three


class CaseIndexPage(ListingPage):
    """All cases, the newest first."""

    kind = "cases"
    lane_scope = "cases"
    listed_kind = "case"
    facets = (
        "country",
        "sector",
        "size",
        "life",
        "technology",
        "mode",
        "partner",
        "stage",
        "result",
        "theme",
    )
    lane_params = ("q", *facets, "sort", "page")
    page_description = _("Lists the cases below it, the newest first.")
    template = "pages/case_index.html"
    subpage_types = ["pages.CasePage"]

    class Meta:
        verbose_name = _("list of cases")
        verbose_name_plural = _("lists of cases")

    def listed(self) -> Any:
        """Return the live cases, the newest first."""
        return CasePage.objects.live().child_of(self).for_cards().newest_first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with one slice of the cases, unless a reader narrowed them down."""
        context = super().get_context(request, *args, **kwargs)
        return context if context["is_narrowed"] else context | self.sliced(request, PER_PAGE)
