"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscoveryConfig(AppConfig):
    """What machines read: feeds, citations, harvesting, API, site map."""

    name = "discovery"
    verbose_name = _("Discovery")

    def ready(self) -> None:
        """Hear of publications: pictures are made of them, and harvesters are told."""
        # These import models, which are loaded only now.
        from wagtail.signals import page_published, page_unpublished  # noqa: PLC0415

        from discovery import tasks  # noqa: PLC0415

        page_published.connect(tasks.wake, dispatch_uid="discovery.wake")
        for signal in (page_published, page_unpublished):
            signal.connect(tasks.wake_for_records, dispatch_uid="discovery.wake_for_records")
