"""The list of publications and deliverables."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.models.listing import ListingPage
from pages.models.publication import PublicationPage
from pages.models.slices import slice_of
from pages.models.terms import load_related

PER_PAGE = 24


class PublicationIndexPage(ListingPage):
    """All publications, the newest first."""

    kind = "publications"
    footer_place = "explore"
    lane_scope = "publications"
    lane_shows = ("people",)
    listed_kind = "publication"
    facets = ("type", "theme", "written", "year")
    lane_params = ("q", *facets, "sort", "page")
    page_description = _("Lists the publications below it, the newest first.")
    template = "pages/publication_index.html"
    subpage_types = ["pages.PublicationPage"]

    class Meta:
        verbose_name = _("list of publications")
        verbose_name_plural = _("lists of publications")

    def listed(self) -> Any:
        """Return the live publications, the newest first."""
        return PublicationPage.objects.live().child_of(self).newest_first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with one slice of the publications, or of those that were chosen."""
        context = super().get_context(request, *args, **kwargs)
        if not context["is_narrowed"]:
            shown = slice_of(self.listed().for_records(), request, PER_PAGE)
        else:
            shown = context["found"].slice
            shown.object_list = self._found(context["found"].rows)
        load_related(shown.object_list)
        return context | {"slice": shown, "publications": list(shown.object_list)}

    def _found(self, rows: list[Any]) -> list[PublicationPage]:
        """Return what the index found, as records, in its order."""
        numbers = [int(row.key) for row in rows]
        pages = {page.pk: page for page in self.listed().for_records().filter(pk__in=numbers)}
        return [pages[number] for number in numbers if number in pages]
