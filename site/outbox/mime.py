"""Builds the message that goes over the wire, byte for byte the same on every attempt."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING

from django.utils.encoding import punycode

if TYPE_CHECKING:
    from outbox.models import Message

# RFC 3834, and the header by which Exchange keeps its out-of-office replies to itself.
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}


def build(message: Message) -> bytes:
    """Return ``message`` as bytes with CRLF line ends.

    Text and HTML are alternatives. A calendar part is the last alternative and also an attached
    file with the same bytes (RFC 6047); then the alternatives are the first child of a
    ``multipart/mixed``.
    """
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = message.message_id
    mail["Date"] = format_datetime(message.created_at)
    mail["From"] = mailbox(*parseaddr(message.sender))
    mail["To"] = mailbox(message.to_name, message.to_address)
    if message.reply_to:
        mail["Reply-To"] = mailbox(*parseaddr(message.reply_to))
    mail["Subject"] = message.subject
    for name, value in {**AUTOMATIC, **message.headers}.items():
        mail[name] = value
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    if message.calendar:
        _add_calendar(mail, bytes(message.calendar), message.calendar_method)
    # Set last: making a multipart would move a Content- header down into the first part.
    mail["Content-Language"] = message.language
    _fix_boundaries(mail, message.uuid.hex)
    return mail.as_bytes()


def envelope_address(address: str) -> str:
    """Return ``address`` with its domain in ASCII (IDNA), as SMTP wants it."""
    user, at, domain = address.rpartition("@")
    return f"{user}{at}{punycode(domain)}"


def sender_address(message: Message) -> str:
    """Return the envelope sender: where the world's servers report what they cannot deliver."""
    return envelope_address(parseaddr(message.sender)[1])


def mailbox(name: str, address: str) -> Address:
    """Return an address for a header; raise ``ValueError`` when it is none."""
    return Address(name, addr_spec=envelope_address(address))


def _add_calendar(mail: EmailMessage, calendar: bytes, method: str) -> None:
    parameters = {"method": method, "charset": "UTF-8"}
    mail.add_alternative(
        calendar, maintype="text", subtype="calendar", params=parameters, cte="base64"
    )
    mail.add_attachment(
        calendar,
        maintype="application",
        subtype="ics",
        params={"name": "invite.ics", "method": method},
        filename="invite.ics",
    )


def _fix_boundaries(mail: EmailMessage, seed: str) -> None:
    """Replace the random boundaries by ones made of the message's own identifier."""
    parts: list[MIMEPart] = [part for part in mail.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"={seed}={number}=")
