"""The screens of editorial life with their addresses and their places in the menus."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from community.members.guards import needs
from editorial.models import Bundle, MovedDomain, ReviewInterval
from editorial.views import archive, board, bundles, previews, reports, sheet
from pages.menu import item_for


class DeskViewSet(ViewSet):
    """Screens behind one permission, with a listing at their head."""

    permission = ""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what a listing and its refreshed part share."""
        return {
            "header_icon": self.icon,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            **kwargs,
        }

    def listing(self, view: Any) -> list[URLPattern]:
        """Return the two addresses of a listing, for those with the permission."""
        guard = needs(self.permission)
        results = self.construct_view(view, results_only=True)
        return [
            path("", guard(self.construct_view(view)), name="index"),
            path("results/", guard(results), name="index_results"),
        ]


class CalendarViewSet(DeskViewSet):
    """The editorial calendar under ``/admin/calendar/``."""

    name = "calendar"
    icon = "calendar-alt"
    menu_label = _("Calendar")
    menu_order = 150
    add_to_admin_menu = True
    menu_item_class = item_for("editorial.view_calendarfeed")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/calendar/``."""
        return [path("", sheet.sheet, name="index"), path("feed/", sheet.feed, name="feed")]


class BundleViewSet(ModelViewSet):
    """Bundles under ``/admin/bundles/``."""

    model = Bundle
    name = "bundles"
    icon = "folder-open-1"
    menu_label = _("Bundles")
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ("title", "note")
    index_view_class = bundles.BundleIndexView
    add_view_class = bundles.BundleCreateView

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return Wagtail's addresses and ours for what happens to a bundle."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", bundles.inspect, name="inspect"),
            path("<int:pk>/put-in/", bundles.put_in, name="put_in"),
            path("<int:pk>/decide/", bundles.decide, name="decide"),
            path("items/<int:pk>/take-out/", bundles.take_out, name="take_out"),
            path("items/<int:pk>/approve/", bundles.approve, name="approve"),
        ]


class TranslationViewSet(DeskViewSet):
    """The translation board under ``/admin/translations/``."""

    name = "translations"
    icon = "globe"
    menu_label = _("Translations")
    menu_item_class = item_for("editorial.view_translationmark")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/translations/``."""
        return [
            path("", board.board, name="index"),
            path("start/", board.start, name="start"),
            path("up-to-date/", board.settle, name="settle"),
        ]


class PreviewLinkViewSet(DeskViewSet):
    """Preview links under ``/admin/preview-links/``."""

    name = "preview_links"
    url_prefix = "preview-links"
    icon = "view"
    menu_label = _("Preview links")
    permission = "editorial.view_previewlink"
    menu_item_class = item_for("editorial.view_previewlink")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/preview-links/``."""
        return [
            *self.listing(previews.PreviewLinkIndexView),
            path("page/<int:page_id>/", previews.share, name="share"),
            path("<int:pk>/", previews.inspect, name="inspect"),
            path("<int:pk>/withdraw/", previews.revoke, name="revoke"),
            path("remarks/<int:pk>/settle/", previews.settle, name="settle"),
        ]


class ArchiveViewSet(DeskViewSet):
    """The archive under ``/admin/archive/``."""

    name = "archive"
    icon = "bin"
    menu_label = _("Archive")
    permission = "editorial.view_archivedpage"
    menu_item_class = item_for("editorial.view_archivedpage")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/archive/``."""
        return [
            *self.listing(archive.ArchiveIndexView),
            path("page/<int:page_id>/", archive.put_aside, name="put_aside"),
            path("<int:pk>/", archive.bring_back, name="restore"),
        ]


class EditorialGroup(ViewSetGroup):
    """One entry of the menu for what is worked on together."""

    menu_label = _("Editing")
    menu_icon = "edit"
    menu_order = 160
    items = (BundleViewSet, TranslationViewSet, PreviewLinkViewSet, ArchiveViewSet)


class ReviewsDueViewSet(DeskViewSet):
    """What is to be read again, under ``/admin/reviews-due/``."""

    name = "reviews_due"
    url_prefix = "reviews-due"
    icon = "history"
    menu_label = _("To be read again")
    permission = "editorial.view_pagereview"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/reviews-due/``."""
        return [
            *self.listing(reports.ReviewsDueView),
            path("page/<int:page_id>/", reports.review, name="page"),
            path("page/<int:page_id>/read/", reports.reviewed, name="reviewed"),
        ]


class LinkFaultViewSet(DeskViewSet):
    """Links that lead nowhere, under ``/admin/broken-links/``."""

    name = "link_faults"
    url_prefix = "broken-links"
    icon = "link"
    menu_label = _("Broken links")
    permission = "editorial.view_linkfault"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/broken-links/``."""
        return self.listing(reports.LinkFaultsView)


class PageCheckViewSet(DeskViewSet):
    """What was found on pages, under ``/admin/content-checks/``."""

    name = "page_checks"
    url_prefix = "content-checks"
    icon = "glasses"
    menu_label = _("Content checks")
    permission = "editorial.view_pagecheck"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/content-checks/``."""
        return [
            *self.listing(reports.PageChecksView),
            path("page/<int:page_id>/", reports.check, name="page"),
        ]


class MovedDomainViewSet(ModelViewSet):
    """Sites that have moved, kept by editors."""

    model = MovedDomain
    name = "moved_domains"
    url_prefix = "moved-domains"
    icon = "redirect"
    menu_label = _("Moved domains")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ("domain", "moved_to", "note")
    list_display = ("domain", "moved_to", "note")


class ReviewIntervalViewSet(ModelViewSet):
    """How often each type of page is read again."""

    model = ReviewInterval
    name = "review_intervals"
    url_prefix = "review-intervals"
    icon = "history"
    menu_label = _("Review intervals")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ("content_type", "months")
    list_display = ("content_type", "months")


VIEWSETS = (
    CalendarViewSet,
    EditorialGroup,
    ReviewsDueViewSet,
    LinkFaultViewSet,
    PageCheckViewSet,
    MovedDomainViewSet,
    ReviewIntervalViewSet,
)
REPORTS = (ReviewsDueViewSet, LinkFaultViewSet, PageCheckViewSet)
