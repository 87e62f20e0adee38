"""Hands mail to one of Django's mail backends, such as those of django-anymail for providers."""

from __future__ import annotations

import email
from email.policy import SMTP
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from outbox.transports.interface import Deferred, OutcomeUnknown, Refused, Transport

if TYPE_CHECKING:
    from email.message import EmailMessage

# Of django-anymail's backends only these hand over a calendar as a part of its own; the others know
# text and HTML and raise `AnymailUnsupportedFeature`, or send the mail without it.
# Source: anymail/backends/base.py, add_alternative.
CARRY_CALENDARS: Final = ("amazon_ses", "amazon_sesv1", "amazon_sesv2", "sendgrid")
ANYMAIL: Final = "anymail.backends."
# What a header of the message says already, or what the backend writes itself.
OWN: Final = frozenset(
    {
        *("from", "to", "reply-to", "subject", "date", "message-id", "mime-version"),
        *("content-type", "content-transfer-encoding"),
    }
)
TOO_MANY: Final = 429  # HTTP: come back later


def carries_calendars(backend: str) -> bool:
    """Return whether a backend, by the path of its class, hands over a calendar part as it is."""
    name = backend.removeprefix(ANYMAIL)
    return name == backend or name.partition(".")[0] in CARRY_CALENDARS


class BackendTransport(Transport):
    """Hands over mails by ``settings.OUTBOX_BACKEND``, the class of a mail backend of Django's.

    Where it cannot carry a calendar part the calendar goes as an attached file only.
    """

    def __init__(self) -> None:
        """Make the backend; raise ``ImportError`` where its library is not installed."""
        self.backend: Any = get_connection(settings.OUTBOX_BACKEND, fail_silently=False)

    def send(self, raw: bytes, *, envelope_from: str, to: str) -> str:
        """Hand over one message; the backend's own answer, such as an HTTP status, says how."""
        is_carried = carries_calendars(settings.OUTBOX_BACKEND)
        message = as_django_mail(raw, is_calendar_carried=is_carried)
        try:
            count = self.backend.send_messages([message])
        except Exception as error:
            raise _outcome_of(error) from error
        if not count:
            raise OutcomeUnknown("The mail backend took the message and said nothing.")
        status = getattr(message, "anymail_status", None)
        return f"250 {status.message_id}" if status else "250 Handed over"

    def close(self) -> None:
        """Let go of the backend's connection."""
        self.backend.close()


def as_django_mail(raw: bytes, *, is_calendar_carried: bool) -> EmailMultiAlternatives:
    """Return a message of `outbox.mime.build` in the words of Django's mail backends."""
    mail: Any = email.message_from_bytes(raw, policy=SMTP)
    message = EmailMultiAlternatives(
        subject=str(mail["Subject"]),
        from_email=str(mail["From"]),
        to=[str(mail["To"])],
        reply_to=[str(mail["Reply-To"])] if mail["Reply-To"] else None,
        headers={name: str(value) for name, value in mail.items() if name.lower() not in OWN},
    )
    for part in mail.walk():
        _add(message, part, is_calendar_carried=is_calendar_carried)
    return message


def _add(message: EmailMultiAlternatives, part: EmailMessage, *, is_calendar_carried: bool) -> None:
    kind = part.get_content_type()
    if part.get_filename():
        content = part.get_payload(decode=True)
        message.attach(part.get_filename(), content, kind)
    elif kind == "text/plain":
        message.body = part.get_content()
    elif kind == "text/html":
        message.attach_alternative(part.get_content(), kind)
    elif kind == "text/calendar" and is_calendar_carried:
        method = part.get_param("method")
        message.attach_alternative(part.get_content(), f"text/calendar; method={method}")


def _outcome_of(error: Exception) -> Exception:
    """Return what a backend's exception says of the message, in our own words.

    A status of HTTP or SMTP is an answer; without one the message may have been taken.
    """
    words = f"{type(error).__name__}: {error}"[:500]
    if isinstance(error, ConnectionRefusedError):
        return Deferred(0, words)
    smtp, http = getattr(error, "smtp_code", None), getattr(error, "status_code", None)
    if isinstance(smtp, int):
        return (Refused if smtp >= 500 else Deferred)(smtp, words)
    if isinstance(http, int):
        return (Deferred if http == TOO_MANY or http >= 500 else Refused)(http, words)
    return OutcomeUnknown(words)
