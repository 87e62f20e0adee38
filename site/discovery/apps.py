"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscoveryConfig(AppConfig):
    """What machines read: feeds, citations, harvesting, API, site map."""

    name = "discovery"
    verbose_name = _("Discovery")
