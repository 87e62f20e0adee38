"""Registers the room and its share of every registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvitationsConfig(AppConfig):
    """Personal invitations to events."""

    name = "events.invitations"
    label = "invitations"
    verbose_name = _("Invitations")

    def ready(self) -> None:
        """Take part in registrations, and begin to listen."""
        from events.invitations import personal_data, reached, receivers  # noqa: F401, PLC0415
        from events.invitations.part import InvitationsPart  # noqa: PLC0415
        from events.parts import register_part  # noqa: PLC0415 - models are loaded only now

        register_part(InvitationsPart())
