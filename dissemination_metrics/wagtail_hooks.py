"""Puts "Reach" into the admin: the dashboard, the Commission's table and the ledger."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from dissemination_metrics.models import Activity, Figure, Measure
from dissemination_metrics.views import activities, dashboard, report
from events.desk.figures import READS_HOOK
from events.models import EventPage
from pages.doors import HOOK, Door, LookingDoor


class FiguresMenuItem(MenuItem):
    """Shown to those who may see figures."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may see figures."""
        return request.user.has_perm("dissemination_metrics.view_figure")


class DashboardViewSet(ViewSet):
    """What reached whom, under ``/admin/reach/``."""

    name = "reach"
    icon = "view"
    menu_label = _("Figures")
    menu_item_class = FiguresMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the dashboard and the address of its button."""
        return [
            path("", self.construct_view(dashboard.DashboardView), name="index"),
            path("recount/", dashboard.recount, name="recount"),
        ]


@hooks.register(HOOK)
def offer_doors() -> list[Door]:
    """Return the door of this room."""
    return [
        LookingDoor(
            title=_("See who was reached"),
            text=_("What was read and by which groups, and the table for the Commission."),
            icon="view",
            order=60,
            view="reach:index",
            permission="dissemination_metrics.view_figure",
        )
    ]


class ReportViewSet(ViewSet):
    """The Commission's form, under ``/admin/h2020/``."""

    name = "h2020"
    icon = "table"
    menu_label = _("Horizon 2020 table")
    menu_item_class = FiguresMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the form, its files, and the address that takes a line over."""
        return [
            path("", self.construct_view(report.ReportView), name="index"),
            path("take-over/", report.take_over, name="take_over"),
            path("<str:name>", report.download, name="download"),
        ]


class ActivityViewSet(ModelViewSet):
    """What the action did to be heard, entered by people, under ``/admin/activities/``."""

    model = Activity
    name = "activities"
    icon = "list-ul"
    menu_label = _("Activities")
    index_view_class = activities.ActivityIndexView
    add_view_class = activities.ActivityCreateView
    copy_view_enabled = False
    list_per_page = 50
    search_fields = ("title", "place", "partner", "description", "evidence_text")
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("type"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("partner")]),
        FieldPanel("description"),
        InlinePanel("audiences", heading=_("Audiences reached"), label=_("audience")),
        FieldPanel("funding_amount"),
        MultiFieldPanel(
            [
                FieldPanel("evidence_text"),
                FieldPanel("evidence_url"),
                FieldPanel("evidence_document"),
            ],
            heading=_("Evidence"),
        ),
    ]


class ReachViewSetGroup(ViewSetGroup):
    """The menu "Reach"."""

    menu_label = _("Reach")
    menu_icon = "view"
    menu_order = 600
    items = (DashboardViewSet, ReportViewSet, ActivityViewSet)


@hooks.register("register_admin_viewset")
def register_reach() -> ReachViewSetGroup:
    """Return the view sets that Wagtail shall serve."""
    return ReachViewSetGroup()


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Return the permissions on figures that can be given to a group; Wagtail adds the ledger's."""
    return Permission.objects.filter(
        content_type__app_label="dissemination_metrics",
        codename__in=("view_figure", "recount_figure"),
    )


@hooks.register(READS_HOOK)
def reads_of_event(event: EventPage) -> int | None:
    """Return how often the page of an event was read, in the days that were counted."""
    figures = Figure.objects.filter(measure=Measure.PAGE_READS, subject=str(event.pk))
    if event.first_published_at:
        figures = figures.filter(day__gte=event.first_published_at.date())
    total: int | None = figures.aggregate(total=Sum("value"))["total"]
    return total
