"""What workers do for sessions; the task may run twice or never without harm."""

from celery import shared_task

from events.sessions import actions

AT_ONCE = 50  # mails in one transaction


@shared_task(ignore_result=True)
def tell_sessions() -> int:
    """Write to everyone whose sessions have changed, each minute; return to how many."""
    told = 0
    while written := actions.tell_sessions(limit=AT_ONCE):
        told += written
    return told
