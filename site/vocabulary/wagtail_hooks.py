"""Puts the vocabularies into the admin's settings menu, to be read there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from vocabulary import views

if TYPE_CHECKING:
    from django.urls import URLPattern


class TermViewSet(ViewSet):
    """The vocabularies under ``/admin/vocabularies/``; without views that change anything."""

    name = "vocabularies"
    icon = "list-ul"
    menu_label = _("Vocabularies")
    add_to_settings_menu = True

    def get_common_view_kwargs(self, **kwargs: str) -> dict[str, str]:
        """Return what the full listing and its refreshed results share."""
        return {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            **kwargs,
        }

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the listing and the part of it that a filter or a search refreshes."""
        listing = self.construct_view(views.TermIndexView)
        results = self.construct_view(views.TermIndexView, results_only=True)
        return [path("", listing, name="index"), path("results/", results, name="index_results")]


@hooks.register("register_admin_viewset")
def register_vocabularies() -> TermViewSet:
    """Return the view set that Wagtail shall serve."""
    return TermViewSet()
