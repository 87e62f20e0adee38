"""Work beside the requests: what is out of date, everything by night, what is to be forgotten."""

import logging
from typing import Any

from celery import shared_task
from kombu.exceptions import KombuError

from search import actions, demand

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def refresh_due() -> int:
    """Refresh what is noted; return how many notes were settled, at most some thousand a time."""
    settled = 0
    for _round in range(20):
        done = actions.refresh_due()
        settled += done
        if not done:
            break
    return settled


@shared_task(ignore_result=True, time_limit=3600)
def rebuild() -> int:
    """Compare the whole index with its sources; return how many entries were read."""
    return actions.rebuild().read


@shared_task(ignore_result=True)
def forget() -> int:
    """Erase what few looked for, and what is old; return how many counts went."""
    return demand.forget()


def wake_for_rebuild() -> bool:
    """Ask a worker to rebuild the index; return whether the broker took it."""
    try:
        rebuild.apply_async(retry=False)
    except (OSError, KombuError):
        logger.warning("No worker was woken to rebuild the index; it happens by night.")
        return False
    return True


def wake(**_: Any) -> None:
    """Wake a worker for what is noted; a broker that is away only delays it."""
    try:
        refresh_due.apply_async(retry=False)
    except (OSError, KombuError):
        logger.warning("No worker was woken for the index; the sweeper will refresh it.")
