"""The secret link of an invitation."""

from typing import Final

from django.urls import reverse

from events.invitations.models import Invitation
from events.links import UnknownLink, identifier_in, signed
from outbox.rendering import absolute_url

SALT: Final = "events.invitation"


def token_of(invitation: Invitation) -> str:
    """Return the secret part of the link."""
    return signed(invitation.uid, salt=SALT)


def link_to(invitation: Invitation, name: str = "show") -> str:
    """Return the full address of an invitation, or of one of its deeds."""
    return absolute_url(reverse(f"event_invitations:{name}", args=(token_of(invitation),)))


def invitation_behind(token: str) -> Invitation:
    """Return the invitation to which a link leads, with its event.

    Raises:
        UnknownLink: it leads nowhere, or who was invited is erased.
    """
    uid = identifier_in(token, salt=SALT)
    found = Invitation.objects.select_related("event__entry", "group", "registration")
    try:
        return found.get(uid=uid, forgotten_at=None)
    except Invitation.DoesNotExist as error:
        raise UnknownLink from error
