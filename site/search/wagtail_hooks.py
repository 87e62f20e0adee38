"""Puts the search into the admin: promoted results, what is looked for, how the index stands."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.admin.viewsets.model import ModelViewSet

from search import reports
from search.models import Promotion

if TYPE_CHECKING:
    from django.db.models import QuerySet


class PromotionViewSet(ModelViewSet):
    """The results that editors put on top."""

    model = Promotion
    name = "promoted"
    icon = "pick"
    menu_label = _("Promoted results")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    panels = [
        FieldPanel("words"),
        PageChooserPanel("page"),
        FieldPanel("text"),
        FieldPanel("language"),
        FieldPanel("order"),
    ]
    list_display = ("words", "page", "language", "order")
    search_fields = ("words", "text")
    search_backend_name = None


class DemandMenuItem(MenuItem):
    """Shown to those who may see what is looked for."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may see it."""
        return request.user.has_perm("search.view_demand")


@hooks.register("register_admin_viewset")
def register_promotions() -> PromotionViewSet:
    """Return the view set that Wagtail shall serve."""
    return PromotionViewSet()


@hooks.register("register_admin_urls")
def register_reports() -> list[URLPattern]:
    """Return the addresses of the reports."""
    most, missing = reports.DemandReport, reports.MissingReport
    return [
        path("reports/search/", most.as_view(), name="search_most"),
        path(
            "reports/search/results/",
            most.as_view(results_only=True),
            name="search_most_results",
        ),
        path("reports/search/missing/", missing.as_view(), name="search_missing"),
        path(
            "reports/search/missing/results/",
            missing.as_view(results_only=True),
            name="search_missing_results",
        ),
        path("reports/search/index/", reports.state, name="search_state"),
        path("reports/search/index/rebuild/", reports.rebuild, name="search_rebuild"),
    ]


def _item(label: Any, url: str, icon: str, order: int) -> DemandMenuItem:
    return DemandMenuItem(label, reverse(url), name=url, icon_name=icon, order=order)


@hooks.register("register_reports_menu_item")
def offer_missing() -> MenuItem:
    """Return the way to what was looked for in vain."""
    return _item(_("Searches without a result"), "search_missing", "warning", 300)


@hooks.register("register_reports_menu_item")
def offer_most() -> MenuItem:
    """Return the way to what is looked for most."""
    return _item(_("Most searched"), "search_most", "search", 310)


@hooks.register("register_reports_menu_item")
def offer_state() -> MenuItem:
    """Return the way to the state of the index."""
    return _item(_("Search index"), "search_state", "list-ul", 320)


@hooks.register("register_permissions")
def offer_permissions() -> "QuerySet[Permission]":
    """Return the permissions on the search that can be given to a group."""
    names = ("view_demand", "change_entry", *(f"{deed}_promotion" for deed in DEEDS))
    return Permission.objects.filter(content_type__app_label="search", codename__in=names)


DEEDS = ("add", "change", "delete", "view")
