"""What workers do for the letters of events; each task may run twice or never without harm."""

import logging
import time
from typing import Any, Final

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import KombuError

from events.letters import actions

logger = logging.getLogger(__name__)

AT_ONCE: Final = 10  # mails in one transaction: so long may somebody who cancels have to wait
SECONDS: Final = 40  # after which the next round goes on


@shared_task(queue="bulk", ignore_result=True)
def send_due() -> int:
    """Begin what is due and write to those who wait; return how many people were dealt with.

    Rung after a message was sent, and by the clock each minute.
    """
    ends = time.monotonic() + SECONDS
    actions.lay_out_missing()
    for plan_id in actions.due_plans(timezone.now()):
        actions.begin_due(plan_id=plan_id)
    done = 0
    while time.monotonic() < ends and (written := actions.send_some(limit=AT_ONCE)):
        done += written
    actions.finish()
    return done


@shared_task(ignore_result=True)
def forget() -> int:
    """Forget daily who got what; how many did stays. Return how many rows."""
    return actions.forget_recipients(days=settings.EVENTS_LETTERS_KEEP_DAYS)


def wake(**_signal: Any) -> None:
    """Ask a worker to begin, without insisting: the clock comes anyway."""
    try:
        send_due.apply_async(retry=False)
    except (OSError, KombuError) as error:
        logger.warning("No worker could be woken for letters: %s", type(error).__name__)
