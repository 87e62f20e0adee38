"""What workers do for the post room; each task may run twice or never without harm."""

from __future__ import annotations

import logging
from typing import Any

from celery import shared_task
from django.conf import settings
from kombu.exceptions import KombuError

from outbox import actions, delivery

logger = logging.getLogger(__name__)


@shared_task(queue="mail", ignore_result=True)
def deliver_due() -> int:
    """Send what is due; woken after each commit that posted mail, and by the clock as a sweeper."""
    return delivery.deliver_due()


@shared_task(queue="mail", ignore_result=True)
def forget_old_bodies() -> int:
    """Blank the bodies of mails older than ``settings.OUTBOX_KEEP_BODIES_DAYS``, once a day."""
    return actions.forget_old_bodies(days=settings.OUTBOX_KEEP_BODIES_DAYS)


def wake(**_signal: Any) -> None:
    """Ask a worker to come. When the broker is away nothing is lost: the sweeper comes anyway."""
    try:
        deliver_due.apply_async(retry=False)
    except (OSError, KombuError) as error:
        logger.warning("No worker could be woken for posted mail: %s", type(error).__name__)
