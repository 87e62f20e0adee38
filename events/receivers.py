"""What follows from a publication: calendars are told when time or place have changed."""

import logging
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published

from events import actions
from events.models import EventPage
from events.refusals import Busy
from events.tasks import tell_changes

logger = logging.getLogger(__name__)


@receiver(page_published, sender=EventPage, dispatch_uid="events.announce_published_change")
def announce_published_change(instance: EventPage, **_: Any) -> None:
    """Count the change and wake a worker; what is missed here, the sweeper finds."""
    try:
        is_news = actions.announce_change(event_id=instance.seat_owner_id)
    except Busy:
        logger.warning("The change of an event is announced later: its lock was held")
        return
    if is_news:
        transaction.on_commit(wake)


def wake() -> None:
    """Ask a worker to come, without insisting: the sweeper comes anyway."""
    tell_changes.apply_async(retry=False)
