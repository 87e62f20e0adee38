"""Registers the room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """Accounts, profiles and consent."""

    name = "community.members"
    verbose_name = _("Members")

    def ready(self) -> None:
        """Listen to allauth; let every room say what it holds about a person."""
        from community.members import receivers  # noqa: F401, PLC0415 - apps are not loaded before

        autodiscover_modules("personal_data", "offers")
