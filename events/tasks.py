"""What workers do for events; each task may run twice or never without harm."""

from typing import Any

from celery import shared_task
from django.conf import settings

from events import actions
from events.refusals import Busy

AT_ONCE = 50  # mails in one transaction


@shared_task(ignore_result=True)
def tell_changes() -> int:
    """Announce what changed, and write to everyone whose calendar is behind; return to how many.

    Woken after a publication, and by the clock each minute as a sweeper.
    """
    for event_id in actions.unannounced():
        try:
            actions.announce_change(event_id=event_id)
        except Busy:
            continue  # the next round finds it again
    told = 0
    while written := actions.inform_registered(limit=AT_ONCE):
        told += written
    return told


@shared_task(ignore_result=True)
def expire_holds() -> int:
    """Mark the holds whose time is up; every few minutes."""
    return actions.expire_holds()


@shared_task(ignore_result=True)
def forget() -> int:
    """Erase what is not needed any more: unconfirmed guests, and what was to arrange; daily."""
    days = settings.EVENTS_FORGET_AFTER_DAYS
    return actions.forget_guests(days=days) + actions.forget_needs(days=days)


def wake(**_signal: Any) -> None:
    """Ask a worker to tell a change, without insisting: the sweeper comes anyway."""
    tell_changes.apply_async(retry=False)
