"""Puts the questions on an event's desk in the administration."""

from typing import Any

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events import desk_tabs
from events.questions.views import desk, files, results

ADDRESSES = [
    path("", desk.listing, name="list"),
    path("add/", desk.add, name="add"),
    path("copy/", desk.copy, name="copy"),
    path("results/", results.results, name="results"),
    path("preview/", results.preview, name="preview"),
    path("<int:pk>/", desk.edit, name="edit"),
    path("<int:pk>/move/", desk.move, name="move"),
    path("<int:pk>/remove/", desk.remove, name="remove"),
    path("<int:pk>/restore/", desk.restore, name="restore"),
    path("file/<int:pk>/", files.desk_file, name="file"),
]


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Return the addresses below ``/admin/registrations/event/<id>/questions/``."""
    below = "registrations/event/<int:event_id>/questions/"
    return [path(below, include((ADDRESSES, "event_questions")))]


@hooks.register(desk_tabs.HOOK)
def questions_tab() -> desk_tabs.DeskTab:
    """Return the tab of this room."""
    return desk_tabs.DeskTab(
        key="questions", label=_("Questions"), url_name="event_questions:list", order=50
    )


@hooks.register("register_log_actions")
def name_deeds(actions: Any) -> None:
    """Name what the log of an event's page tells of this room."""
    actions.register_action(
        "events.questions", _("Change questions"), _("Changed what people are asked")
    )
