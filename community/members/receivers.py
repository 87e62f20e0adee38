"""What this room does when allauth reports that an address has been proven."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from community.members.actions import confirm_joining


@receiver(email_confirmed, dispatch_uid="members.address_proven")
def address_proven(email_address: EmailAddress, **_signal: Any) -> None:
    """Count the person as a member from now on."""
    confirm_joining(user=email_address.user)
