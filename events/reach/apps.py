"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReachConfig(AppConfig):
    """Whom events reached."""

    name = "events.reach"
    label = "event_reach"
    verbose_name = _("Reach of events")

    def ready(self) -> None:
        """Freeze before anything is forgotten."""
        from events.reach import receivers  # noqa: F401, PLC0415  (it imports models)
