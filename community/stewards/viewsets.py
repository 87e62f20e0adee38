"""The screens of the desk with their addresses and their places in the menu."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from community.members.guards import needs
from community.stewards.views import intake, looking, organisations, people
from community.stewards.views.frame import SEE
from pages.menu import item_for


class _ListViewSet(ViewSet):
    """A list, the page of one thing, and the deeds about it."""

    menu_item_class = item_for(SEE)
    screens: Any
    list_view: Any

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the list and its refreshed part share."""
        return {
            "header_icon": self.icon,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            **kwargs,
        }

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the list, of one thing, and of its deeds."""
        guard = needs(SEE)
        results = self.construct_view(self.list_view, results_only=True)
        return [
            path("", guard(self.construct_view(self.list_view)), name="index"),
            path("results/", guard(results), name="index_results"),
            path("<int:pk>/", self.screens.page, name="page"),
            path("<int:pk>/<slug:name>/", self.screens.deed, name="deed"),
        ]


class PeopleViewSet(_ListViewSet):
    """People under ``/admin/members/people/``."""

    name = "stewards_people"
    url_prefix = "members/people"
    icon = "user"
    menu_label = _("Find people")
    screens = people
    list_view = people.PeopleIndexView


class OrganisationViewSet(_ListViewSet):
    """Organisations under ``/admin/members/organisations/``."""

    name = "stewards_organisations"
    url_prefix = "members/organisations"
    icon = "home"
    menu_label = _("Organisations")
    screens = organisations
    list_view = organisations.OrganisationIndexView


class IntakeViewSet(ViewSet):
    """Imports under ``/admin/members/import/``."""

    name = "stewards_intake"
    url_prefix = "members/import"
    icon = "upload"
    menu_label = _("Import people")
    menu_item_class = item_for(intake.IMPORT)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of files, their reports, and what is done with them."""
        return [
            path("", intake.index, name="index"),
            path("people.csv", intake.sample, name="sample"),
            path("<int:pk>/", intake.report, name="report"),
            path("<int:pk>/start/", intake.start, name="start"),
            path("<int:pk>/throw-away/", intake.throw_away, name="throw_away"),
        ]


class LookingViewSet(ViewSet):
    """The way back to one's own eyes, which stays open while everything else is closed."""

    name = "stewards_looking"
    url_prefix = "members/looking"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the address that ends a look."""
        return [path("end/", looking.end, name="end")]


class StewardsGroup(ViewSetGroup):
    """One entry of the menu for what concerns members."""

    menu_label = _("Members")
    menu_icon = "group"
    menu_order = 250
    items = (PeopleViewSet, OrganisationViewSet, IntakeViewSet)
