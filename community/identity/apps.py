"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Second factors, passkeys, other identity providers, devices and limits."""

    name = "community.identity"
    verbose_name = _("Identity")

    def ready(self) -> None:
        """Listen to allauth."""
        from community.identity import receivers  # noqa: F401, PLC0415 - apps are not loaded before
