"""What workers do for the door; each task may run twice or never without harm."""

from celery import shared_task
from django.conf import settings

from events.door import actions

MOST: int = 20  # portions in one run, so that it stays under a minute


@shared_task(ignore_result=True)
def mark_absent() -> int:
    """Mark who did not come to the events whose attendance is closed; return how many."""
    marked = 0
    for _portion in range(MOST):
        found = actions.mark_absent()
        marked += found
        if not found:
            break
    return marked


def forget() -> int:
    """Erase daily what the door does not need any more; return how much."""
    return actions.forget(days=settings.EVENTS_FORGET_AFTER_DAYS)


def wake() -> None:
    """Ask a worker to mark who did not come, without insisting: the clock comes anyway."""
    mark_absent.apply_async(retry=False)
