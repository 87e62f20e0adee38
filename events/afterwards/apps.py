"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AfterwardsConfig(AppConfig):
    """Surveys after events, and what came of the meetings of brokerage days."""

    name = "events.afterwards"
    label = "afterwards"
    verbose_name = _("After the event")

    def ready(self) -> None:
        """Say what the room holds about people, and offer the survey to the letters."""
        # These import models, which are loaded only now.
        from events.afterwards import personal_data, placeholder  # noqa: F401, PLC0415
