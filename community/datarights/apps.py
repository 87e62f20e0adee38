"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DataRightsConfig(AppConfig):
    """Copies, erasure with grace, retention, the privacy page."""

    name = "community.datarights"
    verbose_name = _("Data rights")

    def ready(self) -> None:
        """Connect the bell to the workers, offer the way back, register the checks."""
        from community.datarights import checks, receivers  # noqa: PLC0415 - apps are loaded now

        checks.register_all()
        receivers.connect()
