"""Puts the post room into the admin: the mail itself, and the addresses that get none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from outbox import views
from outbox.models import Message, Suppression
from outbox.permissions import MailPolicy

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern

register_permission_policy(Message, MailPolicy(Message))


class MailMenuItem(MenuItem):
    """Shown to those who may look at mail."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may look at mail."""
        return request.user.has_perm("outbox.view_message")


class MailViewSet(ViewSet):
    """Every mail under ``/admin/mail/``."""

    name = "mail"
    icon = "mail"
    menu_label = _("Mail")
    menu_order = 700
    add_to_admin_menu = True
    menu_item_class = MailMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what listing and single mail share."""
        return {
            "header_icon": self.icon,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            "inspect_url_name": self.get_url_name("inspect"),
            **kwargs,
        }

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/mail/``."""
        index = views.MessageIndexView
        return [
            path("", self.construct_view(index), name="index"),
            path("results/", self.construct_view(index, results_only=True), name="index_results"),
            path("<int:pk>/", self.construct_view(views.MessageInspectView), name="inspect"),
            path("<int:pk>/preview/", views.preview, name="preview"),
            path("<int:pk>/source/", views.source, name="source"),
            path("<int:pk>/decide/", views.decide, name="decide"),
        ]


class SuppressionViewSet(ModelViewSet):
    """The addresses that get no mail, kept by hand and by other rooms."""

    model = Suppression
    name = "suppressed"
    icon = "no-view"
    menu_label = _("Suppressed addresses")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ("address", "reason")
    list_display = ("address", "reason", "created_at")
    search_fields = ("address", "reason")


@hooks.register("register_admin_viewset")
def register_post_room() -> list[ViewSet]:
    """Return the view sets that Wagtail shall serve."""
    return [MailViewSet(), SuppressionViewSet()]


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Return the permissions on mail that can be given to a group."""
    return Permission.objects.filter(
        content_type__app_label="outbox", codename__in=("view_message", "change_message")
    )


@hooks.register("register_log_actions")
def register_decisions(log_actions: Any) -> None:
    """Name the decisions of staff in Wagtail's log."""
    log_actions.register_action("outbox.send_again", _("Send again"), _("Mail sent again"))
    log_actions.register_action(
        "outbox.treat_as_sent", _("Treat as sent"), _("Mail treated as sent")
    )
