"""Registers the room and connects its bell to its workers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    """Subscriptions, issues and deliveries."""

    name = "newsletters"
    verbose_name = _("Newsletters")

    def ready(self) -> None:
        """Wake a worker whenever letters to send have been committed."""
        from newsletters import tasks  # noqa: PLC0415 - apps are not loaded before this moment
        from newsletters.signals import deliveries_released, issue_sent  # noqa: PLC0415

        for bell in (issue_sent, deliveries_released):
            bell.connect(tasks.wake, dispatch_uid="newsletters.wake")
