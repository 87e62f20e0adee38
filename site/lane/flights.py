"""One request makes an answer, the others that want the same wait for it."""

import threading
from typing import Final

from lane.keys import Key

PATIENCE: Final = 10.0  # seconds


class Flights:
    """The answers that are being made in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[Key, threading.Event] = {}

    def lead_or_wait(self, key: Key) -> bool:
        """Return True to whoever is to make the answer, False to others when it has been made."""
        with self._lock:
            landed = self._under_way.get(key)
            if landed is None:
                self._under_way[key] = threading.Event()
                return True
        landed.wait(PATIENCE)
        return False

    def land(self, key: Key) -> None:
        """Let those who wait go on."""
        with self._lock:
            landed = self._under_way.pop(key)
        landed.set()
