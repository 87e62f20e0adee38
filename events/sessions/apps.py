"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    """Sessions of events, and who signed up for them."""

    name = "events.sessions"
    label = "event_sessions"
    verbose_name = _("Sessions of events")

    def ready(self) -> None:
        """Take a share of every registration, and follow what is published.

        It listens before the room of the events does: sessions move along before it is counted
        what has changed.
        """
        # These import models, which are loaded only now.
        from events.parts import register_part  # noqa: PLC0415
        from events.sessions import personal_data, receivers  # noqa: F401, PLC0415
        from events.sessions.part import SessionsPart  # noqa: PLC0415

        register_part(SessionsPart())
