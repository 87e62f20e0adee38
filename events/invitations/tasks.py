"""What workers do for invitations; each task may run twice or never without harm."""

from celery import shared_task
from django.conf import settings

from events.invitations import actions

AT_ONCE = 50  # mails in one transaction
ROUNDS = 10  # transactions in one run: it ends well within a minute, the next goes on


@shared_task(ignore_result=True)
def send_due() -> int:
    """Send invitations and reminders that are asked for, each minute; return how many."""
    sent = 0
    for deed in (actions.send_invitations, actions.send_reminders):
        for _round in range(ROUNDS):
            found = deed(limit=AT_ONCE)
            sent += found
            if found < AT_ONCE:
                break
    return sent


@shared_task(ignore_result=True)
def remind_due() -> int:
    """Ask each hour for the reminders whose time has come; return how many."""
    return actions.ask_due_reminders(days=settings.EVENTS_REMIND_INVITED_DAYS)


@shared_task(ignore_result=True)
def forget() -> int:
    """Erase daily who was invited and did not come."""
    return actions.forget_unanswered(days=settings.EVENTS_FORGET_AFTER_DAYS)


def wake() -> None:
    """Ask a worker to send, without insisting: the clock comes anyway."""
    send_due.apply_async(retry=False)
