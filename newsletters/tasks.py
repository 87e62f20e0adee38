"""What workers do for letters; each task may run twice or never without harm."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.conf import settings

from newsletters import delivery
from newsletters.actions import forgetting


@shared_task(queue="bulk", ignore_result=True)
def send_due() -> None:
    """Send what is due, and ask for another turn when only the time ended this one.

    Woken after each commit that froze an edition, and by the clock as a sweeper.
    """
    if delivery.send_due().ran_out_of_time:
        wake()


@shared_task(queue="bulk", ignore_result=True)
def forget() -> int:
    """Drop what is no longer needed: unconfirmed sign-ups, addresses in old deliveries; daily."""
    dropped = forgetting.drop_unconfirmed()
    return dropped + forgetting.forget_addresses(days=settings.NEWSLETTERS_KEEP_ADDRESSES_DAYS)


def wake(**_signal: Any) -> None:
    """Ask a worker to come, without insisting: the sweeper comes anyway."""
    send_due.apply_async(retry=False)
