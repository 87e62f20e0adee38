"""What follows from a publication: the sessions of an event that was moved move along."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from events.fitting import outside, shift_between
from events.models import EventPage, Session
from events.sessions.actions import move_along


@receiver(page_published, sender=EventPage, dispatch_uid="event_sessions.move_along")
def move_sessions_along(instance: EventPage, **_: Any) -> None:
    """Move the sessions by as much as the event, where they would lie outside it otherwise."""
    told = instance.entry.facts.get("start") if instance.alias_of_id is None else None
    sessions = list(Session.objects.filter(event=instance)) if told else []
    if told and outside(sessions, instance.start, instance.end):
        before = datetime.fromisoformat(told), instance.entry.facts["zone"]
        by = shift_between(before, (instance.start, instance.time_zone))
        move_along(event=instance, by=by)
