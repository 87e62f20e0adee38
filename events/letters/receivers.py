"""What follows from a publication: a new event gets the usual reminders."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from events.letters import actions
from events.models import EventPage


@receiver(page_published, sender=EventPage, dispatch_uid="letters.lay_out")
def lay_out_reminders(instance: EventPage, **_: Any) -> None:
    """Lay them out once; what is missed here, the sweeper finds."""
    if not instance.is_over:
        actions.lay_out(event_id=instance.seat_owner_id)
