"""The mails of an invitation, in the person's language, into the outbox."""

from typing import Final

from django.utils.translation import override

from events.invitations.links import link_to
from events.invitations.models import Invitation
from outbox.actions import post
from outbox.models import Message
from outbox.rendering import absolute_url

FOLDER: Final = "events/invitations/email/"


def invite(invitation: Invitation) -> Message:
    """Send the invitation."""
    return _post(invitation, "invitation")


def remind(invitation: Invitation) -> Message:
    """Remind somebody who has not answered."""
    return _post(invitation, "reminder")


def _post(invitation: Invitation, name: str) -> Message:
    event, leave = invitation.event, link_to(invitation, "opt_out")
    with override(invitation.language):
        return post(
            to=invitation.email,
            template=f"{FOLDER}{name}",
            context={
                "invitation": invitation,
                "event": event,
                "event_url": absolute_url(event.get_url() or "/"),
                "when": event.when_text,
                "place": event.place_text,
                "link": link_to(invitation),
                "opt_out": leave,
                "until": invitation.deadline_text,
            },
            language=invitation.language,
            topic=invitation.topic,
            headers={
                "List-Unsubscribe": f"<{leave}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
