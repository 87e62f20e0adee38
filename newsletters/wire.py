"""Puts an edition on the wire: its bytes are built once, only a few are replaced for a reader."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Final, Protocol

from newsletters.addresses import PLACEHOLDER
from newsletters.composing import KEY, leave_url
from outbox.mime import envelope_address, mailbox

if TYPE_CHECKING:
    import uuid

    from newsletters.models import Edition

LONGEST_LINE: Final = 998  # octets, RFC 5322, section 2.1.1
KEY_BYTES: Final = str(KEY).encode()
ADDRESS_BYTES: Final = PLACEHOLDER.encode()
# 64 letters before the sign, each written as an entity of six, and a domain of 190 behind it.
ROOM_FOR_ADDRESS: Final = 64 * 6 + 190


class NotSendable(Exception):
    """The bytes of an edition would not survive the way; the message says why."""


class Addressed(Protocol):
    """What the wire needs to know of a reader: a delivery has it, and so has a test letter."""

    email: str
    token: uuid.UUID
    message_id: str


@dataclass(frozen=True)
class Wire:
    """The bytes of an edition in three pieces, each with its placeholders."""

    head: bytes
    text: bytes
    html: bytes
    envelope_from: str

    @classmethod
    def of(cls, edition: Edition) -> Wire:
        """Return the bytes of an edition, the same whenever they are built.

        Raises:
            NotSendable: a placeholder did not survive, or a line is too long.
        """
        text, markup = _lines(edition.text), _lines(edition.html)
        _check(text, "text")
        _check(markup, "HTML")
        boundary = f"={edition.uuid.hex}="
        return cls(
            head=_head(edition, boundary),
            text=_part(boundary, "plain") + text,
            html=_part(boundary, "html") + markup + f"\r\n--{boundary}--\r\n".encode(),
            envelope_from=envelope_address(parseaddr(edition.sender)[1]),
        )

    def to(self, reader: Addressed) -> bytes:
        """Return the whole message for one reader, lines ending in CRLF.

        Raises:
            ValueError: the address cannot stand in a header.
        """
        key = str(reader.token).encode()
        address = str(mailbox("", reader.email))
        own = (
            f"To: {address}\r\n"
            f"Message-ID: {reader.message_id}\r\n"
            # RFC 8058: mail programs post to this address, without any further question.
            f"List-Unsubscribe: <{leave_url(reader.token)}>\r\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        )
        text = self.text.replace(KEY_BYTES, key).replace(ADDRESS_BYTES, reader.email.encode())
        shown = html.escape(reader.email).encode()
        markup = self.html.replace(KEY_BYTES, key).replace(ADDRESS_BYTES, shown)
        return own.encode("ascii") + self.head + text + markup


def _head(edition: Edition, boundary: str) -> bytes:
    """Return the headers that all readers share, and the empty line that ends them."""
    mail = EmailMessage(policy=SMTP)
    mail["Date"] = format_datetime(edition.created_at)
    mail["From"] = mailbox(*parseaddr(edition.sender))
    if edition.reply_to:
        mail["Reply-To"] = mailbox("", edition.reply_to)
    mail["Subject"] = edition.subject
    for name, value in edition.headers.items():
        mail[name] = value
    kind = f'multipart/alternative; boundary="{boundary}"'
    mime = f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
    return mail.as_bytes().removesuffix(b"\r\n") + mime.encode()


def _part(boundary: str, subtype: str) -> bytes:
    lines = (
        f"\r\n--{boundary}",
        f"Content-Type: text/{subtype}; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    )
    return "\r\n".join((*lines, "", "")).encode()


def _lines(text: str) -> bytes:
    return re.sub(r"\r\n|\r|\n", "\r\n", text).encode()


def _check(body: bytes, name: str) -> None:
    if KEY_BYTES not in body or ADDRESS_BYTES not in body:
        message = f"The {name} has lost the reader's key or address."
        raise NotSendable(message)
    for line in body.split(b"\r\n"):
        length = len(line) + (ROOM_FOR_ADDRESS if ADDRESS_BYTES in line else 0)
        if length > LONGEST_LINE:
            begins = line[:60].decode(errors="replace")
            message = f"The {name} has a line of {length} octets: {begins}"
            raise NotSendable(message)
