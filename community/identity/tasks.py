"""What is done by night."""

from celery import shared_task

from community.identity import actions


@shared_task
def forget_devices() -> int:
    """Delete the records of sessions that have ended; return how many."""
    return actions.forget_devices()
