"""What workers do for the desk; each task may run twice or never without harm."""

import logging
from datetime import timedelta
from typing import Any, Final

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import KombuError

from community.stewards.actions import intake, looking, suspending

logger = logging.getLogger(__name__)

KEEP_LINES: Final = timedelta(days=30)


@shared_task(ignore_result=True)
def keep_time() -> None:
    """Let in again whose suspension is over, and end looks whose half hour is over."""
    suspending.lift_ended()
    looking.end_forgotten_looks()


@shared_task(queue="bulk", ignore_result=True)
def bring_in() -> int:
    """Bring in and invite people from files; woken by a steward, and by the clock as a sweeper."""
    return intake.work_off()


@shared_task(ignore_result=True)
def forget_lines() -> int:
    """Forget the lines of files that are older than a month, once a day."""
    return intake.forget(before=timezone.now() - KEEP_LINES)


def wake(**_signal: Any) -> None:
    """Ask a worker to come. When the broker is away nothing is lost: the sweeper comes anyway."""
    try:
        bring_in.apply_async(retry=False)
    except (OSError, KombuError) as error:
        logger.warning("No worker could be woken for an import: %s", type(error).__name__)
