"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisseminationMetricsConfig(AppConfig):
    """Hits, rollups and reports."""

    name = "dissemination_metrics"
    verbose_name = _("Dissemination metrics")

    def ready(self) -> None:
        """Begin to listen."""
        # Receivers import models, which are loaded only now.
        from dissemination_metrics import receivers  # noqa: F401, PLC0415
