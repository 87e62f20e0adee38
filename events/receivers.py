"""What follows from a publication, and from an address that somebody has proven."""

import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver
from wagtail.signals import page_published

from events import actions
from events.models import EventPage
from events.refusals import Busy

logger = logging.getLogger(__name__)


@receiver(page_published, sender=EventPage, dispatch_uid="events.announce_published_change")
def announce_published_change(instance: EventPage, **_: Any) -> None:
    """Count the change; what is missed here, the sweeper finds."""
    try:
        actions.announce_change(event_id=instance.seat_owner_id)
    except Busy:
        logger.warning("The change of an event is announced later: its lock was held")


@receiver(email_confirmed, dispatch_uid="events.adopt_guests")
def adopt_guests(email_address: EmailAddress, **_: Any) -> None:
    """Give the person what they registered for as a guest."""
    actions.adopt_guests(user_id=email_address.user_id)
