"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterfaceConfig(AppConfig):
    """Events for programs."""

    name = "events.interface"
    label = "event_interface"
    verbose_name = _("Interface for programs")

    def ready(self) -> None:
        """Wake a worker when a seat was taken or given back; what is told stands in the log."""
        from events.interface.tasks import wake  # noqa: PLC0415  (it imports models)
        from events.signals import registration_cancelled, registration_confirmed  # noqa: PLC0415

        registration_confirmed.connect(wake, dispatch_uid="events.interface.confirmed")
        registration_cancelled.connect(wake, dispatch_uid="events.interface.cancelled")
