"""What this room adds to the desk: the log of retention, and requests for correction."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from community.datarights.actions.correcting import MAY_ANSWER
from community.datarights.views import desk
from pages.menu import item_for


class RetentionViewSet(ViewSet):
    """What is forgotten by itself, under ``/admin/retention/``."""

    name = "retention"
    icon = "history"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/retention/``."""
        return [path("", desk.retention, name="index")]


class CorrectionViewSet(ViewSet):
    """What people want corrected, under ``/admin/corrections/``."""

    name = "corrections"
    icon = "edit"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/corrections/``."""
        return [
            path("", desk.corrections, name="index"),
            path("<int:pk>/", desk.answer, name="answer"),
        ]


@hooks.register("register_admin_viewset")
def register_screens() -> list[ViewSet]:
    """Return the view sets that Wagtail shall serve."""
    return [RetentionViewSet(), CorrectionViewSet()]


@hooks.register("register_reports_menu_item")
def way_to_retention() -> MenuItem:
    """Return the way to what was forgotten."""
    return item_for(desk.MAY_SEE_RUNS)(
        _("Retention of data"),
        reverse("retention:index"),
        name="retention",
        icon_name="history",
        order=60,
    )


@hooks.register("register_reports_menu_item")
def way_to_corrections() -> MenuItem:
    """Return the way to what people want corrected."""
    return item_for(MAY_ANSWER)(
        _("Requests for correction"),
        reverse("corrections:index"),
        name="corrections",
        icon_name="edit",
        order=61,
    )


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Return the permissions of this room that can be given to a group."""
    return Permission.objects.filter(
        content_type__app_label="datarights",
        codename__in=("view_retentionrun", "change_correctionrequest"),
    )
