"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StewardsConfig(AppConfig):
    """Finding, merging, suspending, importing and exporting members."""

    name = "community.stewards"
    verbose_name = _("Stewards' desk")
