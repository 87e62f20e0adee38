"""Brings the tab with the numbers to an event's desk."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events.desk_tabs import HOOK, DeskTab


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses below ``/admin/``."""
    return [path("event-reach/", include("events.reach.urls"))]


@hooks.register(HOOK)
def reach_tab() -> DeskTab:
    """Return the tab with the numbers."""
    return DeskTab(key="reach", label=_("Reach"), url_name="event_reach:reach", order=120)


@hooks.register("register_log_actions")
def register_deeds(log_actions: Any) -> None:
    """Name what staff do here in Wagtail's log."""
    log_actions.register_action(
        "events.freeze_reach", _("Freeze reach"), _("Froze the numbers of an event")
    )
