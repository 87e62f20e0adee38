"""Hands mail to an SMTP server command by command: only so the outcome is known exactly."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.utils import DNS_NAME

from outbox.transports.interface import (
    Deferred,
    OutcomeUnknown,
    Refused,
    Transport,
    Unreachable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# 530 sign-in needed, 534 mechanism too weak, 535 wrong credentials, 538 needs encryption: our
# set-up is wrong, no mail is. They wait until it is repaired.
SETUP_FAULTS = frozenset({530, 534, 535, 538})
CLOSING = 421
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
LINE_STARTING_WITH_DOT = re.compile(rb"(?m)^\.")
LOST = (smtplib.SMTPException, OSError)


@dataclass(frozen=True)
class Server:
    """Where and how to submit mail; ``timeout`` in seconds for each answer."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    timeout: float = 30

    @classmethod
    def from_url(cls, url: str) -> Server:
        """Return the server that ``url`` names; raise ``ImproperlyConfigured`` when it names none.

        ``smtp://user:password@host:port?timeout=20`` talks in the clear, ``smtp+tls://`` upgrades
        with STARTTLS, ``smtps://`` uses TLS from the first byte. Reserved characters in user and
        password are percent-encoded.
        """
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ImproperlyConfigured(
                "EMAIL_URL must look like smtp://, smtp+tls:// or smtps://user:password@host:port."
            )
        try:
            return cls(
                host=parts.hostname,
                port=parts.port or PORTS[parts.scheme],
                user=unquote(parts.username or ""),
                password=unquote(parts.password or ""),
                starttls=parts.scheme == "smtp+tls",
                tls=parts.scheme == "smtps",
                timeout=float(dict(parse_qsl(parts.query)).get("timeout", cls.timeout)),
            )
        except ValueError as error:
            raise ImproperlyConfigured(f"EMAIL_URL: {error}.") from error

    def connect(self) -> smtplib.SMTP:
        """Return an open connection; raise ``OSError`` or ``smtplib.SMTPException``."""
        name = DNS_NAME.get_fqdn()
        if self.tls:
            return smtplib.SMTP_SSL(
                self.host,
                self.port,
                local_hostname=name,
                timeout=self.timeout,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(self.host, self.port, local_hostname=name, timeout=self.timeout)


class SmtpTransport(Transport):
    """Speaks SMTP command by command (RFC 5321), because only so the outcome is known exactly.

    A connection serves up to ``messages_per_connection`` mails. Whatever fails before the final
    dot has left this machine is ``Deferred``; a silence after it is ``OutcomeUnknown``.
    """

    messages_per_connection = 100

    def __init__(self, server: Server | None = None) -> None:
        """Use ``server``, else the one in the settings."""
        self.server = server or Server.from_url(settings.EMAIL_URL)
        self._connection: smtplib.SMTP | None = None
        self._used = 0

    def send(self, raw: bytes, *, envelope_from: str, to: str) -> str:
        """Hand over one message and return the reply to it, such as ``250 2.0.0 queued as 4F2``."""
        body = LINE_STARTING_WITH_DOT.sub(b"..", raw)
        if not body.endswith(b"\r\n"):
            body += b"\r\n"
        try:
            connection = self._open_envelope(envelope_from, to)
            connection.send(body)
        except LOST as error:
            self._drop()
            raise Deferred(
                0, f"Connection lost before the message was complete: {error}"
            ) from error
        self._used += 1
        return self._finish(connection)

    def close(self) -> None:
        """Say goodbye politely when the server still listens."""
        if self._connection is not None:
            try:
                self._connection.quit()
            except LOST:
                self._connection.close()
        self._connection = None

    def _open_envelope(self, envelope_from: str, to: str) -> smtplib.SMTP:
        """Return a connection that waits for the message's bytes."""
        if self._used >= self.messages_per_connection:
            self.close()
        connection = self._begin(envelope_from)
        self._ask(connection, lambda: connection.rcpt(to))
        self._ask(connection, lambda: connection.docmd("DATA"), expected=354)
        return connection

    def _begin(self, envelope_from: str) -> smtplib.SMTP:
        """Return a connection that has accepted the sender.

        A reused connection may have been closed by the server meanwhile: then a fresh one is tried.
        """
        if self._connection is not None:
            kept = self._connection
            try:
                self._ask(kept, lambda: kept.mail(envelope_from, self._options(kept)))
            except LOST:
                self._drop()
            except Deferred as deferral:
                if deferral.code != CLOSING:
                    raise
            else:
                return kept
        fresh = self._connect()
        self._ask(fresh, lambda: fresh.mail(envelope_from, self._options(fresh)))
        return fresh

    def _finish(self, connection: smtplib.SMTP) -> str:
        """Send the final dot and return the reply to the message."""
        try:
            connection.send(b".\r\n")
            code, reply = connection.getreply()
        except LOST as error:
            self._drop()
            raise OutcomeUnknown(f"No answer after the whole message was sent: {error}") from error
        text = f"{code} {readable(reply)}"
        if code == 250:
            return text
        if code >= 500:
            raise Refused(code, readable(reply))
        if code >= 400:
            if code == CLOSING:
                self._drop()
            raise Deferred(code, readable(reply))
        self._drop()
        raise OutcomeUnknown(f"Not an answer that SMTP knows: {text}")

    def _ask(
        self,
        connection: smtplib.SMTP,
        question: Callable[[], tuple[int, bytes]],
        expected: int = 250,
    ) -> None:
        """Put one command; raise what its answer means when it is not the expected one."""
        code, reply = question()
        if code == expected or (expected == 250 and code == 251):
            return
        text = readable(reply)
        if code in SETUP_FAULTS:
            self._drop()
            raise Unreachable(code, text)
        if code == CLOSING or code < 400:
            self._drop()
        else:
            self._reset(connection)
        if code >= 500:
            raise Refused(code, text)
        raise Deferred(code, text)

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        try:
            connection = server.connect()
            self._connection, self._used = connection, 0
            if server.starttls:
                connection.starttls(context=ssl.create_default_context())
            connection.ehlo_or_helo_if_needed()
            if server.user:
                connection.login(server.user, server.password)
        except LOST as error:
            self._drop()
            raise Unreachable(0, f"The mail server cannot be used now: {error}") from error
        return connection

    @staticmethod
    def _options(connection: smtplib.SMTP) -> list[str]:
        return ["BODY=8BITMIME"] if connection.has_extn("8bitmime") else []

    def _reset(self, connection: smtplib.SMTP) -> None:
        """Leave the refused envelope, so that the next mail can use the connection."""
        try:
            connection.rset()
        except LOST:
            self._drop()

    def _drop(self) -> None:
        """Forget a connection that cannot be trusted any more."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def readable(reply: bytes) -> str:
    """Return a server's reply as one line of at most 500 characters."""
    return " ".join(reply.decode("utf-8", "replace").split())[:500]
