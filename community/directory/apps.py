"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """People and organisations as others find them."""

    name = "community.directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Follow what people change; let the search of the site find what everyone finds."""
        # Receivers import models, which are loaded only now.
        from community.directory import receivers, search_sources  # noqa: F401, PLC0415

        search_sources.register()
