"""An SMTP sink that can stand still at a chosen moment, so that a worker dies exactly there."""

import asyncio
import random
import threading
from collections import Counter
from enum import Enum
from typing import Any

from tests.smtp_sink import Letter, SmtpSink


class Moment(Enum):
    """Where the sink stands still."""

    GREETING = "before it has answered the greeting"
    UNTAKEN = "after the final dot, and it will not take the message"
    TAKEN = "after the final dot, and it has taken the message"


class HeldSink(SmtpSink):
    """Stands still at ``moment`` until ``let_go``; ``held`` tells that a client waits there."""

    def __init__(self) -> None:
        """Listen on a free port and behave."""
        super().__init__()
        self.moment: Moment | None = None
        self.held = threading.Event()
        self.jitter: random.Random | None = None

    @property
    def slow_url(self) -> str:
        """The value for ``EMAIL_URL`` of a client that waits longer than any test."""
        return f"smtp://127.0.0.1:{self.port}?timeout=60"

    @property
    def received(self) -> Counter[str]:
        """How many letters each address has received."""
        return Counter(letter.recipients[0] for letter in list(self.letters))

    def hold(self, moment: Moment) -> None:
        """Stand still at ``moment`` from now on."""
        self.held.clear()
        self.moment = moment

    def let_go(self) -> None:
        """Behave again; who still waits is served."""
        self.moment = None

    async def _stand_still(self, moment: Moment) -> None:
        while self.moment is moment:
            self.held.set()
            await asyncio.sleep(0.02)

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        await self._stand_still(Moment.GREETING)
        return await super().handle_EHLO(server, session, envelope, hostname, responses)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.moment is Moment.TAKEN:
            self.letters.append(
                Letter(envelope.original_content, envelope.mail_from, tuple(envelope.rcpt_tos))
            )
            await self._stand_still(Moment.TAKEN)
            return "250 2.0.0 taken at last"
        if self.moment is Moment.UNTAKEN:
            await self._stand_still(Moment.UNTAKEN)
            return "451 4.3.0 Not taken"
        if self.jitter:
            await asyncio.sleep(self.jitter.uniform(0, 0.02))
        return await super().handle_DATA(server, session, envelope)
