"""Registers the room and its share of every registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoolsConfig(AppConfig):
    """Pools of seats, categories and access codes."""

    name = "events.pools"
    label = "pools"
    verbose_name = _("Seats and codes")

    def ready(self) -> None:
        """Take part in registrations, and say what is kept about people."""
        from events.parts import register_part  # noqa: PLC0415 - models are loaded only now
        from events.pools import modes, personal_data  # noqa: F401, PLC0415
        from events.pools.part import PoolsPart  # noqa: PLC0415

        register_part(PoolsPart())
