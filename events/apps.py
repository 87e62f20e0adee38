"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events and registrations."""

    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Begin to listen."""
        # These import models, which are loaded only now.
        from events import receivers, tasks  # noqa: F401, PLC0415
        from events.signals import event_changed, seat_given_back  # noqa: PLC0415

        event_changed.connect(tasks.wake, dispatch_uid="events.wake")
        seat_given_back.connect(tasks.wake_line, dispatch_uid="events.wake_line")
