"""Writes the mail that asks what came of meetings, in the person's language, into the outbox."""

from django.urls import reverse
from django.utils.translation import override

from events.afterwards.links import MEETINGS, token_of
from events.mails import mailbox
from events.models import Registration
from outbox.actions import post
from outbox.rendering import absolute_url


def ask_what_came_of_it(registration: Registration) -> None:
    """Ask a person what has come of the meetings that they recorded."""
    with override(registration.language):
        token = token_of(registration, MEETINGS)
        post(
            to=mailbox(registration),
            template="events/afterwards/email/what_came_of_it",
            context={
                "event": registration.event,
                "when": registration.event.when_text,
                "link": absolute_url(reverse("afterwards:meetings", args=(token,))),
            },
            language=registration.language,
            topic=registration.topic,
            recipient=registration.user,
        )
