"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """Certificates, badges and lists to sign."""

    name = "events.papers"
    label = "papers"
    verbose_name = _("Papers of events")

    def ready(self) -> None:
        """Say what the room holds about people, and begin to listen."""
        # These import models, which are loaded only now.
        from events.papers import personal_data, tasks  # noqa: F401, PLC0415
        from events.papers.signals import certificates_asked  # noqa: PLC0415

        certificates_asked.connect(tasks.wake, dispatch_uid="papers.wake")
