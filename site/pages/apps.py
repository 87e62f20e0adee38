"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Page types, blocks and the look."""

    name = "pages"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Begin to listen."""
        # Receivers import models, which are loaded only now.
        from pages import receivers  # noqa: F401, PLC0415
