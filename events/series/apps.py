"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeriesConfig(AppConfig):
    """Series of events, and copies."""

    name = "events.series"
    label = "event_series"
    verbose_name = _("Series of events")
