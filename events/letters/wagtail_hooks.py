"""What this room adds to the administration."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from events import desk_tabs
from events.letters.views import messages, overview, planning, wording
from events.letters.views.showing import NAMES, TAB
from events.powers import Power


class LettersViewSet(ViewSet):
    """Everything about the letters of an event under ``/admin/event-letters/``."""

    name = NAMES
    url_prefix = "event-letters"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below the prefix."""
        own = "text/<str:kind>/<str:language>/"
        planned = f"<int:event_id>/plan/<int:plan_id>/{own}"
        return [
            path("<int:event_id>/", overview.overview, name="overview"),
            path("<int:event_id>/settings/", overview.settings, name="settings"),
            path("<int:event_id>/sent/<int:pk>/", overview.sent, name="sent"),
            path("<int:event_id>/sent/<int:pk>/stop/", overview.stop, name="stop"),
            path("<int:event_id>/plan/add/", planning.add, name="add"),
            path("<int:event_id>/plan/<int:plan_id>/", planning.edit, name="plan"),
            path(f"<int:event_id>/{own}", wording.text, name="text"),
            path(f"<int:event_id>/{own}preview/", wording.preview, name="preview"),
            path(planned, wording.text, name="plan_text"),
            path(f"{planned}preview/", wording.preview, name="plan_preview"),
            path("<int:event_id>/message/", messages.message, name="message"),
            path("<int:event_id>/message/preview/", messages.preview, name="message_preview"),
        ]


@hooks.register("register_admin_viewset")
def register_letters() -> ViewSet:
    """Return the view set that Wagtail shall serve."""
    return LettersViewSet()


@hooks.register(desk_tabs.HOOK)
def letters_tab() -> desk_tabs.DeskTab:
    """Return the tab with what goes out when."""
    return desk_tabs.DeskTab(
        key=TAB,
        label=_("Letters"),
        url_name=f"{NAMES}:overview",
        order=80,
        power=Power.CHANGE,
    )


@hooks.register("register_log_actions")
def register_deeds(log_actions: Any) -> None:
    """Name the deeds of staff in Wagtail's log."""
    said = {
        "letters.edit": (_("Edit letters"), _("Changed what is written to the people")),
        "letters.send": (_("Send message"), _("Sent a message to people of the event")),
        "letters.stop": (_("Stop message"), _("Stopped a message on its way")),
    }
    for action, (label, message) in said.items():
        log_actions.register_action(action, label, message)
