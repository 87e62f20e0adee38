"""The mail to somebody whom another person brings."""

from typing import Final

from django.utils.translation import override

from events.links import link_to
from events.models import Registration
from outbox.actions import post

FOLDER: Final = "events/groups/email/"


def ask(registration: Registration, leader: Registration) -> None:
    """Tell who keeps a seat for the person, and ask to confirm it.

    Of what the leader typed only the leader's own name is in it: else words could be sent to anyone
    through us.
    """
    event = registration.event
    with override(registration.language):
        post(
            to=registration.email,
            template=f"{FOLDER}brought",
            context={
                "event": event,
                "leader": leader.name,
                "when": event.when_text,
                "place": event.place_text,
                "link": link_to(registration),
                "held_until": registration.deadline_text,
            },
            language=registration.language,
            topic=registration.topic,
        )
