"""The outside world of mail in our own words: hand one over, know exactly what became of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class NotSent(Exception):
    """The message certainly has not been taken; ``code`` is 0 when there was no SMTP answer."""

    def __init__(self, code: int, text: str) -> None:
        """Keep the reply code and its text."""
        self.code = code
        self.text = text
        super().__init__(f"{code} {text}" if code else text)


class Refused(NotSent):
    """The server said no for good (5xx)."""


class Deferred(NotSent):
    """The server said later (4xx), or never got as far as taking the message."""


class Unreachable(Deferred):
    """No message could be handed over now: no connection, no TLS, or our sign-in was refused."""


class OutcomeUnknown(Exception):
    """The whole message went out and no answer came back: the server may or may not have it."""

    def __init__(self, text: str) -> None:
        """Keep what was seen last."""
        self.text = text
        super().__init__(text)


class Transport(ABC):
    """A way to hand over mails one at a time; a context manager around a batch of them.

    ``send`` either returns the server's reply, and then the message is taken, or raises one of
    ``Refused``, ``Deferred`` (``Unreachable``) and ``OutcomeUnknown``. It never resends by itself
    what may have been taken.
    """

    def __enter__(self) -> Self:
        """Return the transport; it connects when the first message comes."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the connection."""
        self.close()

    @abstractmethod
    def send(self, raw: bytes, *, envelope_from: str, to: str) -> str:
        """Hand over ``raw`` (RFC 5322, lines end in CRLF) and return the server's reply."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the connection, if there is one; ``send`` opens a new one."""
