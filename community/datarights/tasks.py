"""What workers do for people's rights; each task may run twice or never without harm."""

import logging
from typing import Any

from celery import shared_task
from kombu.exceptions import KombuError

from community.datarights.actions import closing, correcting, exporting, keeping

logger = logging.getLogger(__name__)


@shared_task(queue="bulk", ignore_result=True)
def build_due() -> int:
    """Build the copies that wait; woken by each wish, and by the clock as a sweeper."""
    return exporting.build_due()


@shared_task(ignore_result=True)
def erase_left() -> int:
    """Erase those who left and did not come back in time; return how many."""
    return closing.erase_left()


@shared_task(ignore_result=True)
def tell_stewards() -> int:
    """Tell stewards of requests that came in after the mail of the day; return how many mails."""
    return correcting.tell_stewards()


@shared_task(ignore_result=True, time_limit=3600)
def keep_rules() -> int:
    """Forget what is kept only for a time, by the rules of all rooms; return how much."""
    return keeping.keep_rules()


def wake(**_signal: Any) -> None:
    """Ask a worker to come. When the broker is away nothing is lost: the sweeper comes anyway."""
    try:
        build_due.apply_async(retry=False)
    except (OSError, KombuError) as error:
        logger.warning("No worker could be woken for a copy: %s", type(error).__name__)
