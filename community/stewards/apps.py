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
        from community.stewards.signals import intake_started  # noqa: PLC0415 - apps are not loaded
        from community.stewards.tasks import wake  # noqa: PLC0415

        intake_started.connect(wake, dispatch_uid="stewards.wake")

        autodiscover_modules("merge_rules")
