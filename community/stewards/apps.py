"""Registers the room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class StewardsConfig(AppConfig):
    """Finding, merging, suspending, importing and exporting members."""

    name = "community.stewards"
    verbose_name = _("Stewards' desk")

    def ready(self) -> None:
        """Let every room say what becomes of its rows when two accounts become one."""
        from community.stewards import receivers  # noqa: F401, PLC0415 - apps are not loaded before

        autodiscover_modules("merge_rules")
