"""What workers do for the desk; each task may run twice or never without harm."""

import logging
from datetime import timedelta
from typing import Any, Final

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import KombuError

from events.desk import actions
from events.desk.actions.helping import put_right

logger = logging.getLogger(__name__)

SECONDS: Final = 20  # for the deeds, and once more for the files: together under a minute
KEEP_LINES: Final = timedelta(days=30)


@shared_task(queue="bulk", ignore_result=True)
def work_off() -> int:
    """Do what was begun at a desk: deeds about many, people from files. Return how many rows.

    Woken when something was begun, and by the clock as a sweeper.
    """
    deeds = actions.work_off_batches(seconds=SECONDS)
    people = actions.work_off_files(seconds=SECONDS)
    return deeds + people


@shared_task(ignore_result=True)
def forget() -> int:
    """Forget the lines of files and of deeds that are older than a month; return how many."""
    before = timezone.now() - KEEP_LINES
    return actions.forget_files(before=before) + actions.forget_batches(before=before)


@shared_task(ignore_result=True)
def put_helpers_right() -> int:
    """Take the way in from those who help with no event any more, daily; return from how many."""
    return put_right()


def wake(**_signal: Any) -> None:
    """Ask a worker to come. When the broker is away nothing is lost: the sweeper comes anyway."""
    try:
        work_off.apply_async(retry=False)
    except (OSError, KombuError) as error:
        logger.warning("No worker could be woken for a desk: %s", type(error).__name__)
