"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events and registrations."""

    name = "events"
    verbose_name = _("Events")
