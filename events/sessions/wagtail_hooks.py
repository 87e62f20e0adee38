"""The tab of the sessions at an event's desk, and its addresses."""

from datetime import timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events import copying, desk_tabs
from events.models import EventPage
from events.sessions import actions, views

URLS = (
    [
        path("", views.index, name="index"),
        path("add/", views.add, name="add"),
        path("<int:pk>/", views.edit, name="edit"),
        path("<int:pk>/delete/", views.delete, name="delete"),
        path("<int:pk>/cancel/", views.cancel, name="cancel"),
        path("<int:pk>/restore/", views.restore, name="restore"),
    ],
    "event_sessions",
)


@hooks.register(desk_tabs.HOOK)
def sessions_tab() -> desk_tabs.DeskTab:
    """Return the tab."""
    return desk_tabs.DeskTab(
        key="sessions", label=_("Sessions"), url_name="event_sessions:index", order=30
    )


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses below the one of the event."""
    return [path("events/<int:event_id>/sessions/", include(URLS))]


@hooks.register("register_log_actions")
def register_deeds(log_actions: Any) -> None:
    """Name the deed of staff in Wagtail's log."""
    log_actions.register_action("events.session", _("Change sessions"), _("Changed the sessions"))


@hooks.register(copying.HOOK)
def copy_sessions(source: EventPage, copy: EventPage, by: timedelta) -> None:
    """Copy the sessions of an event, moved by as much as the event; nobody has signed up there."""
    actions.copy_sessions(source=source, copy=copy, by=by)
