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
from vocabulary.models import Term

PER_PAGE = 24
NEEDED = ("id", "code", "labels", "order")  # what is read of a type


def of(name: str) -> str:
    """Return where a publication finds one column of its type."""
    return f"publication_type__{name}"


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
        rows = self.listed().filter(publication_type__isnull=False).order_by(of("order"))
        rows = rows.values_list(*(of(name) for name in NEEDED)).annotate(number=Count("pk"))
        found = []
        for *columns, number in rows:
            term = Term(**dict(zip(NEEDED, columns, strict=True)))
            found.append(
                {
                    "term": term,
                    "label": term.label,
                    "count": number,
                    "url": f"{address}?type={term.code}",
                    "is_chosen": term.code == code,
                }
            )
        everything = {
            "term": None,
            "label": gettext("All"),
            "count": sum(entry["count"] for entry in found),
            "url": address,
            "is_chosen": not any(entry["is_chosen"] for entry in found),
        }
        return [everything, *found] if found else []
