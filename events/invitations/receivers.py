"""Who registers, by whatever way, has answered the invitation."""

from typing import Any

from django.dispatch import receiver

from events.invitations import actions
from events.models import Registration
from events.signals import registration_confirmed


@receiver(registration_confirmed, dispatch_uid="invitations.note_registration")
def note_registration(registration: Registration, **_: Any) -> None:
    """Note it in the person's invitation; nothing to do for an event without any."""
    if "invitations" in registration.event.entry.parts:
        actions.note_registration(registration=registration)
