"""Puts editorial life onto the desk: screens, reports, permissions, the words of the log."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.viewsets.base import ViewSet

from editorial import page_hooks
from editorial.viewsets import REPORTS, VIEWSETS
from pages.doors import HOOK, Door, LookingDoor
from pages.menu import item_for

__all__ = ["page_hooks"]


@hooks.register("register_admin_viewset")
def register_screens() -> list[Any]:
    """Return the view sets that Wagtail shall serve."""
    return [viewset() for viewset in VIEWSETS]


def _report(viewset: type[ViewSet], order: int) -> MenuItem:
    kind = item_for(viewset.permission)
    name = viewset.name
    return kind(
        viewset.menu_label, reverse(f"{name}:index"), name=name, icon_name=viewset.icon, order=order
    )


@hooks.register("register_reports_menu_item")
def first_report() -> MenuItem:
    """Return the way to what is to be read again."""
    return _report(REPORTS[0], 10)


@hooks.register("register_reports_menu_item")
def second_report() -> MenuItem:
    """Return the way to broken links."""
    return _report(REPORTS[1], 20)


@hooks.register("register_reports_menu_item")
def third_report() -> MenuItem:
    """Return the way to content checks."""
    return _report(REPORTS[2], 30)


@hooks.register(HOOK)
def offer_doors() -> list[Door]:
    """Return the door of this room."""
    return [
        LookingDoor(
            title=_("See what is coming"),
            text=_("What appears, ends or is due this month, day by day."),
            icon="calendar-alt",
            order=65,
            view="calendar:index",
            permission="editorial.view_calendarfeed",
        )
    ]


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Return the permissions of this room that can be given to a group."""
    return Permission.objects.filter(content_type__app_label="editorial").exclude(
        content_type__model__in=("stepstate", "twopersontask", "remark", "bundleitem")
    )


DEEDS = (
    ("editorial.share", _("Show draft"), _("Showed the draft by a preview link")),
    ("editorial.unshare", _("Withdraw preview link"), _("Withdrew a preview link")),
    ("editorial.remark", _("Remark"), _("A reader answered by preview link")),
    ("editorial.archive", _("Archive"), _("Put into the archive")),
    ("editorial.restore", _("Restore"), _("Brought back from the archive")),
    ("editorial.review", _("Read again"), _("Read with care")),
    ("editorial.translated", _("Translation up to date"), _("Found the translation up to date")),
    ("editorial.put_in", _("Put into bundle"), _("Put into the bundle")),
    ("editorial.take_out", _("Take out of bundle"), _("Taken out of the bundle")),
    ("editorial.approve_item", _("Approve for bundle"), _("Approved for the bundle")),
    ("editorial.bundle_draft", _("Fill bundle"), _("Back to filling")),
    ("editorial.bundle_ready", _("Bundle ready"), _("Ready")),
    ("editorial.bundle_scheduled", _("Schedule bundle"), _("Scheduled")),
    ("editorial.publish_bundle", _("Publish bundle"), _("Published, all of it")),
)


@hooks.register("register_log_actions")
def register_deeds(log_actions: Any) -> None:
    """Name what is done here in Wagtail's log, which the site history shows and exports."""
    for name, label, past in DEEDS:
        log_actions.register_action(name, label, past)


class OurContentChecker(ContentCheckerItem):
    """Wagtail's checks in the editor, with those of accessible pictures, names and tables."""

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        *("image-alt", "link-in-text-block", "list", "table-duplicate-name", "html-has-lang"),
        "page-has-heading-one",
    ]
    axe_messages = ContentCheckerItem.axe_messages | {
        "image-alt": {
            "error_name": _("Picture without a description"),
            "help_text": _("Describe it, or mark it as decoration"),
        },
        "link-in-text-block": {
            "error_name": _("Link that only colour tells from text"),
            "help_text": _("Let links be underlined"),
        },
        "page-has-heading-one": {
            "error_name": _("The page has no main heading"),
            "help_text": _("Give the page a title"),
        },
    }


@hooks.register("construct_wagtail_userbar")
def use_our_checker(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Put our checks in the place of Wagtail's."""
    for position, item in enumerate(items):
        if type(item) is ContentCheckerItem:
            items[position] = OurContentChecker(in_editor=item.in_editor)
