"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """What organisers write to the people of an event."""

    name = "events.letters"
    verbose_name = _("Letters of events")

    def ready(self) -> None:
        """Begin to listen, and bring the own words to the mails of the core."""
        # These import models, which are loaded only now.
        from events.letters import given, receivers, tasks  # noqa: F401, PLC0415
        from events.letters.composing import own_wording_of  # noqa: PLC0415
        from events.wordings import register_finder  # noqa: PLC0415

        given.register_all()
        register_finder(own_wording_of)
