"""What this room adds to the administration: a tab at each event's desk."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events import desk_tabs
from events.afterwards import desk

PATTERNS = [
    path("", desk.home, name="home"),
    path("preview/", desk.preview, name="preview"),
    path("settings/", desk.settings, name="settings"),
    path("question/", desk.question, name="question"),
    path("meeting/", desk.meeting, name="meeting"),
    re_path(r"^answers\.(?P<ending>csv|xlsx)$", desk.answers, name="answers"),
    re_path(r"^meetings\.(?P<ending>csv|xlsx)$", desk.meetings, name="meetings"),
]


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLPattern | URLResolver]:
    """Return the addresses below one event's desk."""
    patterns = include((PATTERNS, "afterwards_desk"))
    return [path("registrations/event/<int:event_id>/afterwards/", patterns)]


@hooks.register(desk_tabs.HOOK)
def afterwards_tab() -> desk_tabs.DeskTab:
    """Return the tab with the survey and the meetings."""
    return desk_tabs.DeskTab(
        key=desk.TAB, label=_("Afterwards"), url_name="afterwards_desk:home", order=110
    )
