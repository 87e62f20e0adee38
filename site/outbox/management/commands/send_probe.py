"""The command by which an operator finds out whether mail leaves the installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outbox.actions import post
from outbox.delivery import deliver_due
from outbox.models import State


class Command(BaseCommand):
    """Send one mail now and print what the server answered."""

    help = "Send a short mail to an address and say what the mail server answered."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        parser.add_argument("address")
        parser.add_argument("--language", default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        """Post, deliver what is due, and report; anything but acceptance ends in an error."""
        message = post(
            to=options["address"],
            template="outbox/email/probe",
            context={},
            language=options["language"],
        )
        deliver_due()
        message.refresh_from_db()
        told = " ".join(
            text
            for text in (message.get_state_display(), message.reason, message.server_reply)
            if text
        )
        if message.state != State.ACCEPTED:
            raise CommandError(told)
        self.stdout.write(told)
