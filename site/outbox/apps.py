"""Tells Django about the post room and connects its bell to its workers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    """Transactional mail, above the vocabularies only."""

    name = "outbox"
    verbose_name = _("mail")

    def ready(self) -> None:
        """Wake a worker whenever posted mail has been committed; register the system checks."""
        from outbox import checks, receivers, tasks  # noqa: F401, PLC0415 - not loaded before
        from outbox.signals import mail_posted  # noqa: PLC0415

        checks.register_all()
        mail_posted.connect(tasks.wake, dispatch_uid="outbox.wake")
