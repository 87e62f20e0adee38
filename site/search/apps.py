"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One index of everything that can be found."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Begin to listen, and offer the facets that all rooms share."""
        # Receivers import models, which are loaded only now.
        from search import receivers, tasks  # noqa: F401, PLC0415
        from search.registry import register_shared_facets  # noqa: PLC0415
        from search.signals import index_fell_behind  # noqa: PLC0415

        register_shared_facets()
        index_fell_behind.connect(tasks.wake, dispatch_uid="search.wake")
