"""A real SMTP server on a free loopback port that keeps what it takes and misbehaves on request."""

from __future__ import annotations

import asyncio
import email
import email.policy
import logging
import socket
import time
from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage


class Fault(Enum):
    """How the sink treats one message instead of taking it."""

    REFUSE_RECIPIENT = "550 5.1.1 No such mailbox"
    REFUSE_AND_DROP = "554 5.7.1 Go away"
    REFUSE_MESSAGE = "554 5.7.1 Message not wanted"
    DEFER_SENDER = "451 4.3.2 Busy"
    DEFER_RECIPIENT = "450 4.2.0 Greylisted, come back later"
    DEFER_MESSAGE = "452 4.3.1 Disk full"
    CLOSE_POLITELY = "421 4.3.2 Shutting down"
    DEMAND_SIGN_IN = "530 5.7.0 Authentication required"
    DROP_BEFORE_MESSAGE = "connection cut at RCPT TO"
    DROP_AFTER_MESSAGE = "message taken, connection cut before the answer"
    NEVER_ANSWER = "message taken, no answer ever"


AT_SENDER = {Fault.DEFER_SENDER, Fault.DEMAND_SIGN_IN, Fault.CLOSE_POLITELY}
AT_RECIPIENT = {
    Fault.REFUSE_RECIPIENT,
    Fault.REFUSE_AND_DROP,
    Fault.DEFER_RECIPIENT,
    Fault.DROP_BEFORE_MESSAGE,
}


@dataclass(frozen=True)
class Letter:
    """One message as it came off the wire."""

    raw: bytes
    envelope_from: str
    recipients: tuple[str, ...]

    @property
    def parsed(self) -> EmailMessage:
        """The message, read by the standard library's modern parser."""
        return email.message_from_bytes(self.raw, policy=email.policy.default)  # type: ignore[return-value]

    def part(self, content_type: str) -> EmailMessage:
        """Return the first part of this type."""
        return next(p for p in self.parsed.walk() if p.get_content_type() == content_type)  # type: ignore[misc]


class SmtpSink:
    """Collects ``letters``; ``will`` queues faults, each for one message to come."""

    def __init__(self, port: int = 0) -> None:
        """Listen on ``port``, or on a free one."""
        self.letters: list[Letter] = []
        self.faults: deque[Fault] = deque()
        self.connections = 0
        self.port = port or _free_port()
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self.options: dict[str, Any] = {}
        self._controller: Controller | None = None

    def start(self) -> None:
        """Listen; ``options`` go to aiosmtpd's protocol."""
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, server_kwargs=self.options
        )
        self._controller.start()

    def stop(self) -> None:
        """Cut all connections and stop listening; what was taken stays."""
        if self._controller:
            self._controller.stop(no_assert=True)
        self._controller = None

    @property
    def url(self) -> str:
        """The value for ``EMAIL_URL``."""
        return f"smtp://127.0.0.1:{self.port}?timeout=1"

    def will(self, *faults: Fault) -> None:
        """Treat the next messages like this, one fault each."""
        self.faults.extend(faults)

    def to(self, address: str) -> list[Letter]:
        """Return the letters to one address, in the order they came."""
        return [letter for letter in self.letters if address in letter.recipients]

    def wait_for(self, count: int, seconds: float = 20) -> list[Letter]:
        """Return the letters once there are ``count``; fail when they do not come in time."""
        until = time.monotonic() + seconds
        while len(self.letters) < count:
            assert time.monotonic() < until, f"{len(self.letters)} of {count} letters came"
            time.sleep(0.05)
        return self.letters

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.faults and self.faults[0] in AT_SENDER:
            fault = self.faults.popleft()
            if fault is Fault.CLOSE_POLITELY:
                asyncio.get_running_loop().call_later(0.05, server.transport.close)
            return fault.value
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.faults and self.faults[0] in AT_RECIPIENT:
            fault = self.faults.popleft()
            if fault is Fault.DROP_BEFORE_MESSAGE:
                server.transport.abort()
            if fault is Fault.REFUSE_AND_DROP:
                asyncio.get_running_loop().call_soon(server.transport.close)
            return fault.value
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        fault = self.faults.popleft() if self.faults else None
        if fault in {Fault.REFUSE_MESSAGE, Fault.DEFER_MESSAGE}:
            return fault.value
        self.letters.append(
            Letter(envelope.original_content, envelope.mail_from, tuple(envelope.rcpt_tos))
        )
        if fault is Fault.DROP_AFTER_MESSAGE:
            server.transport.abort()
        if fault is Fault.NEVER_ANSWER:
            await asyncio.sleep(5)
        return f"250 2.0.0 taken as {len(self.letters)}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A running sink; the settings still have to name its ``url``."""
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()
