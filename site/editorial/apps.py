"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """Review, preview links, calendar, bundles, checks and reminders."""

    name = "editorial"
    verbose_name = _("Editorial life")

    def ready(self) -> None:
        """Listen to what happens to pages."""
        from editorial import receivers  # noqa: F401, PLC0415 - apps are not loaded before
