"""Django's door to the post room: whatever sends by Django's own means is posted like all else."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from outbox.actions import post

NOTICE = "outbox/email/notice"


class OutboxBackend(BaseEmailBackend):
    """Posts one mail to each recipient, with the subject and the plain text of the message.

    Attachments and HTML are left out: what needs them is ours and calls `post` itself.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Post the messages in the caller's transaction and return how many."""
        for message in email_messages:
            context = {"subject": message.subject, "body": message.body}
            for address in message.recipients():
                post(
                    to=address,
                    template=NOTICE,
                    context=context,
                    language=get_language() or "en",
                    reply_to=", ".join(message.reply_to),
                )
        return len(email_messages)
