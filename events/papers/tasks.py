"""What workers do for the papers; each task may run twice or never without harm."""

import logging
import time
from typing import Any, Final

from celery import shared_task
from kombu.exceptions import KombuError

from events.papers import actions
from pages.models.default_site import site_at_hand

logger = logging.getLogger(__name__)
SECONDS: Final = 40.0  # after which another turn is asked for


@shared_task(queue="bulk", ignore_result=True)
def issue_certificates() -> int:
    """Make certificates that were asked for, for a while; return how many people were looked at.

    Woken by the press of a button, and each minute by the clock as a sweeper.
    """
    end, looked_at = time.monotonic() + SECONDS, 0
    with site_at_hand():
        while found := actions.issue_some():
            looked_at += found
            if time.monotonic() > end:
                wake()
                break
    return looked_at


@shared_task(queue="bulk", ignore_result=True)
def forget() -> int:
    """Take the names out of certificates that are too old, delete lost files; return how many."""
    return actions.forget_old() + actions.delete_lost_files()


def wake(**_signal: Any) -> None:
    """Ask a worker to come, without insisting: the sweeper comes anyway."""
    try:
        issue_certificates.apply_async(retry=False)
    except (OSError, KombuError) as error:
        logger.warning("No worker could be woken for certificates: %s", type(error).__name__)
