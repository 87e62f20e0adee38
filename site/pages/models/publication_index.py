"""The list of publications and deliverables."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.models.listing import ListingPage
from pages.models.publication import PublicationPage

PER_PAGE = 24


class PublicationIndexPage(ListingPage):
    """All publications, the newest first."""

    kind = "publications"
    page_description = _("Lists the publications below it, the newest first.")
    template = "pages/publication_index.html"
    subpage_types = ["pages.PublicationPage"]

    class Meta:
        verbose_name = _("list of publications")
        verbose_name_plural = _("lists of publications")

    def listed(self) -> Any:
        """Return the live publications, the newest first."""
        return PublicationPage.objects.live().child_of(self).for_cards().newest_first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with one slice of the publications."""
        return super().get_context(request, *args, **kwargs) | self.sliced(request, PER_PAGE)
