"""The double for tests that are not about SMTP."""

from collections import deque
from dataclasses import dataclass
from typing import ClassVar

from outbox.transports.interface import Transport


@dataclass(frozen=True)
class Sent:
    """What ``MemoryTransport`` was given."""

    raw: bytes
    envelope_from: str
    to: str


class MemoryTransport(Transport):
    """For tests: remembers what it took in ``sent`` and raises what stands in ``faults`` first."""

    sent: ClassVar[list[Sent]] = []
    faults: ClassVar[deque[Exception]] = deque()

    def send(self, raw: bytes, *, envelope_from: str, to: str) -> str:
        """Remember one message, or raise the next fault."""
        if self.faults:
            raise self.faults.popleft()
        self.sent.append(Sent(raw=raw, envelope_from=envelope_from, to=to))
        return "250 Remembered"

    def close(self) -> None:
        """Do nothing: nothing is open."""

    @classmethod
    def forget(cls) -> None:
        """Empty the memory between tests."""
        cls.sent.clear()
        cls.faults.clear()
