"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events and registrations."""

    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Begin to listen."""
        # Receivers import models, which are loaded only now.
        from events import receivers  # noqa: F401, PLC0415
