"""What the clock does about reach; it may run twice or never without harm."""

from celery import shared_task
from django.conf import settings

from events.reach import actions


@shared_task(ignore_result=True)
def freeze_due() -> int:
    """Freeze the events that are over for long enough; return how many."""
    return actions.freeze_due(days=settings.EVENTS_FREEZE_AFTER_DAYS)
