"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DataRightsConfig(AppConfig):
    """Copies, erasure with grace, retention, the privacy page."""

    name = "community.datarights"
    verbose_name = _("Data rights")

    def ready(self) -> None:
        """Connect the bell to the workers, offer the way back, register the checks."""
        from community.datarights import checks, returning, tasks  # noqa: PLC0415 - not before
        from community.datarights.signals import export_asked  # noqa: PLC0415
        from community.members.leaving import register_way_back  # noqa: PLC0415

        checks.register_all()
        export_asked.connect(tasks.wake, dispatch_uid="datarights.wake")
        register_way_back(returning.WAY)
