"""What workers do for the post room; each task may run twice or never without harm."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
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


class Bell:
    """Rings at once, and where it is pulled again and again once in each pause, at its end.

    So a thousand mails a minute do not send a thousand messages to a broker, and none waits longer
    than a pause. A ring that a killed process owes is the sweeper's.
    """

    def __init__(self, ring: Callable[[], None]) -> None:
        self.ring = ring
        self._lock = threading.Lock()
        self._rung_at = -math.inf
        self._is_owed = False

    def pull(self) -> None:
        """Ring now, or at the end of the pause."""
        with self._lock:
            wait = self._rung_at + settings.OUTBOX_WAKE_SECONDS - time.monotonic()
            if wait > 0:
                if not self._is_owed:
                    self._is_owed = True
                    timer = threading.Timer(wait, self._ring_late)
                    timer.daemon = True
                    timer.start()
                return
            self._rung_at = time.monotonic()
        self.ring()

    def _ring_late(self) -> None:
        with self._lock:
            self._is_owed, self._rung_at = False, time.monotonic()
        self.ring()


def wake(**_signal: Any) -> None:
    """Ask a worker to come, at most once in `OUTBOX_WAKE_SECONDS`."""
    bell.pull()


def _ask_worker() -> None:
    """Ask a worker to come. When the broker is away nothing is lost: the sweeper comes anyway."""
    try:
        deliver_due.apply_async(retry=False)
    except (OSError, KombuError) as error:
        logger.warning("No worker could be woken for posted mail: %s", type(error).__name__)


bell = Bell(_ask_worker)
