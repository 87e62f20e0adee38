"""What workers do for events; each task may run twice or never without harm."""

from typing import Any

from celery import shared_task
from django.conf import settings

from events import actions
from events.models import Registration
from events.refusals import Busy
from events.signals import about_to_forget

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
    while written := actions.close_lines(limit=AT_ONCE):
        told += written
    return told


@shared_task(ignore_result=True)
def expire_holds() -> int:
    """Mark the holds and offers whose time is up; every few minutes. Return how many."""
    marked = 0
    while found := actions.expire_holds(limit=AT_ONCE):
        marked += found
    return marked


@shared_task(ignore_result=True)
def offer_seats() -> int:
    """Offer what is free to those in the lines; return how many offers went out.

    Woken when a seat is given back, and by the clock each minute as a sweeper.
    Nothing is lost by coming late: whoever waits is counted before anybody new.
    """
    offered = 0
    for event_id in actions.lines():
        try:
            while actions.offer_next(event_id=event_id):
                offered += 1
        except Busy:
            continue  # the next round finds it again
    return offered


@shared_task(ignore_result=True)
def adopt_guests() -> int:
    """Give members what they registered for as guests, where a signal was lost; return how many."""
    return actions.adopt_guests()


@shared_task(ignore_result=True)
def forget() -> int:
    """Erase daily what is not needed any more: unproven guests, old lines, what to arrange."""
    about_to_forget.send(sender=None)
    days = settings.EVENTS_FORGET_AFTER_DAYS
    forgotten = actions.forget_guests(days=days) + actions.forget_the_line(days=days)
    return forgotten + actions.forget_needs(days=days)


def wake(**_signal: Any) -> None:
    """Ask a worker to tell a change, without insisting: the sweeper comes anyway."""
    tell_changes.apply_async(retry=False)


def wake_line(*, registration: Registration, **_signal: Any) -> None:
    """Ask a worker to offer a seat that was given back, where people may stand in line for it."""
    if registration.event.has_waiting_list:
        offer_seats.apply_async(retry=False)
