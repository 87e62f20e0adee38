"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoorConfig(AppConfig):
    """Tickets, check-in and attendance."""

    name = "events.door"
    label = "door"
    verbose_name = _("Door")
