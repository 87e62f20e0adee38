"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LaneConfig(AppConfig):
    """Answers signed-out reads from a cache in front of everything else."""

    name = "lane"
    verbose_name = _("The anonymous lane")

    def ready(self) -> None:
        """Begin to listen for changes."""
        from lane import receivers  # noqa: F401, PLC0415  imports models, which are loaded only now
