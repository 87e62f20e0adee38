"""Puts newsletters onto the editors' desk: lists, readers, sent letters, the way to send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from newsletters.models import IssuePage, Newsletter, NewsletterIndexPage, Subscription
from newsletters.roles import SEND
from newsletters.views import desk, listings
from pages.doors import HOOK, Door, WritingDoor
from pages.planning import HOOK as PLANNED
from pages.planning import Planned

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern


class SenderMenuItem(MenuItem):
    """Shown to those who may send letters."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may send letters."""
        return bool(request.user.has_perm(SEND))


class SentLettersViewSet(ViewSet):
    """Sent letters and the way to send one, under ``/admin/letters/``."""

    name = "sent_letters"
    url_prefix = "letters"
    icon = "mail"
    menu_label = _("Sent letters")
    menu_item_class = SenderMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the listing and its refreshed results share."""
        return {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            **kwargs,
        }

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/letters/``."""
        index = listings.EditionIndexView
        return [
            path("", self.construct_view(index), name="index"),
            path("results/", self.construct_view(index, results_only=True), name="index_results"),
            path("issues/<int:pk>/", desk.send, name="send"),
            path("issues/<int:pk>/test/", desk.test, name="test"),
            path("issues/<int:pk>/letter/<slug:kind>/", desk.letter, name="letter"),
            path("<int:pk>/", desk.edition, name="edition"),
            path("<int:pk>/progress/", desk.progress, name="progress"),
            path("<int:pk>/decide/", desk.decide, name="decide"),
            path("<int:pk>/letter/<slug:kind>/", desk.frozen, name="frozen"),
        ]


class NewsletterViewSet(ModelViewSet):
    """The newsletters themselves."""

    model = Newsletter
    name = "newsletters_desk"
    url_prefix = "newsletters"
    icon = "list-ul"
    menu_label = _("Newsletters")
    copy_view_enabled = False
    list_display = ("title", "from_address", "language", "is_open")
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("title"), FieldPanel("slug")]),
            FieldPanel("description"),
            FieldRowPanel([FieldPanel("frequency_text"), FieldPanel("language")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("from_name"), FieldPanel("from_address")]),
                    FieldPanel("reply_to"),
                ],
                heading=_("Who writes"),
            ),
            FieldPanel("consent_wording"),
            FieldPanel("is_open"),
        ]
    )


class ReadersPolicy(ModelPermissionPolicy):
    """Readers are looked at; nobody puts them on a list, or takes them off it, by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether `user` may do `action` to subscriptions."""
        return action == "view" and super().user_has_permission(user, action)


register_permission_policy(Subscription, ReadersPolicy(Subscription))


class SubscriptionViewSet(ModelViewSet):
    """Who reads."""

    model = Subscription
    name = "newsletter_readers"
    url_prefix = "readers"
    icon = "group"
    menu_label = _("Readers")
    index_view_class = listings.SubscriptionIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["language"]
    inspect_view_fields = [
        "email",
        "newsletter",
        "state",
        "stakeholder_group",
        "language",
        "user",
        "asked_at",
        "confirmed_at",
        "left_at",
        "wording",
        "wording_version",
        "source",
    ]


class LettersGroup(ViewSetGroup):
    """One entry of the menu for all of it."""

    menu_label = _("Letters")
    menu_icon = "mail"
    menu_order = 250
    items = (SentLettersViewSet, NewsletterViewSet, SubscriptionViewSet)


@hooks.register("register_admin_viewset")
def register_letters() -> LettersGroup:
    """Return the view sets that Wagtail shall serve."""
    return LettersGroup()


@hooks.register(HOOK)
def offer_doors() -> list[Door]:
    """Return the door of this room."""
    return [
        WritingDoor(
            title=_("Compose a letter"),
            text=_("Choose pages of this site and add a few words; the letter sets itself."),
            icon="mail",
            order=50,
            page=IssuePage,
            below=NewsletterIndexPage,
        )
    ]


class SendMenuItem(ActionMenuItem):
    """Leads from the editor of an issue to the screen that sends it."""

    name = "newsletters-send"
    label = _("Send…")
    icon_name = "mail"
    order = 90

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Return whether the page is an issue that this person may send."""
        page = context.get("page")
        may = context["request"].user.has_perm(SEND)
        return bool(may and context["view"] == "edit" and isinstance(page, IssuePage))

    def get_url(self, context: dict[str, Any]) -> str:
        """Return where the button leads."""
        return desk.send_address(context["page"])


@hooks.register("register_page_action_menu_item")
def add_to_action_menu() -> SendMenuItem:
    """Return the entry of the menu at the foot of the editor."""
    return SendMenuItem()


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def add_send_button(page: Any, user: Any, **_context: Any) -> Iterator[Button]:
    """Yield the button for issues, in the header of the page and in listings."""
    if issubclass(page.specific_class or type(page), IssuePage) and user.has_perm(SEND):
        yield Button(_("Send…"), desk.send_address(page), icon_name="mail", priority=12)


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Return the permissions of this room that can be given to a group."""
    names = ("send_issue", "view_subscription", "add_newsletter", "change_newsletter")
    return Permission.objects.filter(content_type__app_label="newsletters", codename__in=names)


@hooks.register("register_log_actions")
def register_deeds(log_actions: Any) -> None:
    """Name what staff do here in Wagtail's log."""
    for name, label, past in (
        ("send_issue", _("Send"), _("Sent to the subscribers")),
        ("pause", _("Pause"), _("Sending paused")),
        ("resume", _("Resume"), _("Sending resumed")),
        ("send_again", _("Send again"), _("Held letters sent again")),
        ("treat_as_sent", _("Treat as sent"), _("Held letters treated as sent")),
    ):
        log_actions.register_action(f"newsletters.{name}", label, past)


@hooks.register(PLANNED)
def tell_what_is_planned(first: datetime, last: datetime) -> list[Planned]:
    """Return the issues with a date to appear, for the editorial calendar."""
    found = IssuePage.objects.filter(go_live_at__gte=first, go_live_at__lt=last)
    return [
        Planned(
            kind="letter",
            label=_("Newsletter issue"),
            title=issue.title,
            at=issue.go_live_at,
            url=reverse("wagtailadmin_pages:edit", args=(issue.pk,)),
            person_id=issue.owner_id,
            page_id=issue.pk,
        )
        for issue in found.only("title", "go_live_at", "owner", "path", "depth")
    ]
