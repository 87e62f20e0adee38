"""What the door adds to the administration: its tab at an event's desk."""

from typing import Any

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events import desk_tabs
from events.door import desk_views, report_views

PATTERNS = [
    path("event/<int:event_id>/", desk_views.attendance, name="attendance"),
    path("event/<int:event_id>/close/", desk_views.close, name="close"),
    path("event/<int:event_id>/report/", report_views.bring_in, name="bring_in"),
    path("report/<int:pk>/", report_views.report, name="report"),
    path("person/<int:pk>/", desk_views.by_hand, name="by_hand"),
]


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Return the addresses below ``/admin/door/``."""
    return [path("door/", include((PATTERNS, "door_desk")))]


@hooks.register(desk_tabs.HOOK)
def door_tab() -> desk_tabs.DeskTab:
    """Return the tab with who was there."""
    return desk_tabs.DeskTab(
        key=desk_views.TAB, label=_("Door"), url_name="door_desk:attendance", order=90
    )


@hooks.register("register_log_actions")
def register_deeds(log_actions: Any) -> None:
    """Name the deeds of staff in Wagtail's log."""
    for name, label, text in (
        ("events.close_attendance", _("Close attendance"), _("Closed the attendance")),
        ("events.correct_attendance", _("Correct attendance"), _("Put an attendance right")),
        ("events.take_attendance", _("Import attendance"), _("Took over a webinar's report")),
    ):
        log_actions.register_action(name, label, text)
