"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Page types, blocks and the look."""

    name = "pages"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Make the pictures of a page whenever it has been published."""
        from wagtail.signals import page_published  # noqa: PLC0415 - apps are not loaded before

        from pages import (  # noqa: F401, PLC0415 - they know all types
            receivers,
            search_sources,
            tasks,
        )

        page_published.connect(tasks.wake_for_pictures, dispatch_uid="pages.wake_for_pictures")
        search_sources.register()
