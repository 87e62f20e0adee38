"""Registers the room and its share of every registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """People who come together."""

    name = "events.groups"
    label = "event_groups"
    verbose_name = _("Groups")

    def ready(self) -> None:
        """Take part in registrations, and say what is kept about people."""
        from events.groups import personal_data  # noqa: F401, PLC0415
        from events.groups.part import GroupsPart  # noqa: PLC0415 - models are loaded only now
        from events.parts import register_part  # noqa: PLC0415

        register_part(GroupsPart())
