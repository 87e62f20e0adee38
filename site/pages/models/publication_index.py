"""The list of publications and deliverables."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.models.listing import ListingPage
from pages.models.publication import PublicationPage
from pages.models.slices import slice_of
from pages.models.terms import load_terms
from vocabulary.models import Scheme, Term

PER_PAGE = 24


class PublicationIndexPage(ListingPage):
    """All publications, the newest first."""

    kind = "publications"
    footer_place = "explore"
    lane_scope = "publications"
    lane_shows = ("people",)
    lane_params = ("page", "type")
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
        """Return the context with one slice of the publications and the types there are.

        `?type=CODE` shows one type; an unknown code shows all, as if nothing were chosen.
        """
        types = self.types(request)
        chosen = next((entry["term"] for entry in types if entry["is_chosen"]), None)
        rows = self.listed().for_records()
        rows = rows.filter(publication_type=chosen) if chosen else rows
        shown = slice_of(rows, request, PER_PAGE)
        load_terms(shown)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"slice": shown, "publications": shown.object_list, "types": types}

    def types(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the types of which there is something, with their numbers; all of them first."""
        code, address = request.GET.get("type", ""), self.get_url(request) or ""
        rows = self.listed().order_by().values_list("publication_type").annotate(Count("pk"))
        counts = {key: number for key, number in rows if key}
        terms = Term.objects.of(Scheme.PUBLICATION_TYPE).filter(pk__in=counts)
        found = [
            {
                "term": term,
                "label": term.label,
                "count": counts[term.pk],
                "url": f"{address}?type={term.code}",
                "is_chosen": term.code == code,
            }
            for term in terms
        ]
        everything = {
            "term": None,
            "label": gettext("All"),
            "count": sum(counts.values()),
            "url": address,
            "is_chosen": not any(entry["is_chosen"] for entry in found),
        }
        return [everything, *found] if found else []
