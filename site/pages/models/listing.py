"""What the pages that list other pages share."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from pages.models.narrowing import NEWEST_FIRST, Sorts, narrowed
from pages.models.page import PlainPage, tabs
from pages.models.slices import slice_of
from pages.models.terms import load_related


class ListingPage(PlainPage):
    """A list with a headline, an opening, and words for the day on which it is empty."""

    headline = models.CharField(_("headline"), max_length=120)
    lede = models.TextField(_("opening"), max_length=500)
    empty_text = models.TextField(
        _("when nothing fits"),
        max_length=300,
        help_text=_("Say what will stand here, and what to do now."),
    )

    # What it lists, as the search calls it, and by what a reader may narrow it down.
    listed_kind = ""
    facets: tuple[str, ...] = ()
    sorts: Sorts = NEWEST_FIRST
    per_page = 24

    parent_page_types = ["pages.HomePage"]
    max_count_per_parent = 1
    edit_handler = tabs(
        [
            *Page.content_panels,
            FieldPanel("headline"),
            FieldPanel("lede"),
            FieldPanel("empty_text"),
            FieldPanel("summary"),
            PlainPage.cover_panel,
        ]
    )

    class Meta:
        abstract = True

    def listed(self) -> Any:
        """Return the set of pages that this page lists, in its order."""
        raise NotImplementedError

    def search_facts(self) -> dict[str, Any] | None:
        """Return what the search learns: a list stands behind what it lists."""
        facts = super().search_facts() or {}
        return facts | {"keywords": f"{self.headline} {self.lede}", "kind": "page", "weight": 0.7}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the facets, and what was found where any is chosen."""
        context = super().get_context(request, *args, **kwargs)
        if not self.facets:
            return context
        return context | narrowed(
            request,
            kind=self.listed_kind,
            language=self.locale.language_code,
            facets=self.facets,
            presumes_language="language" in self.facets,
            sorts=self.sorts,
            size=self.per_page,
        )

    def sliced(self, request: HttpRequest, size: int) -> dict[str, Any]:
        """Return `slice` and `cards` for the part of the list that `?page=` asks for."""
        shown = slice_of(self.listed(), request, size)
        load_related(shown)
        return {"slice": shown, "cards": [page.card(request) for page in shown]}
