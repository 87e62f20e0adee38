"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """What organisers see and do about the people of an event."""

    name = "events.desk"
    verbose_name = _("Desk of events")

    def ready(self) -> None:
        """Begin to listen."""
        from events.desk.signals import work_waits  # noqa: PLC0415 - apps are not loaded before
        from events.desk.tasks import wake  # noqa: PLC0415

        work_waits.connect(wake, dispatch_uid="events.desk.wake")
