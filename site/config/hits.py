"""Names and logs the requests that the anonymous lane answers before Django sees them."""

import atexit
import logging
import threading
import time
from collections import deque
from itertools import count
from typing import Final
from uuid import uuid4

from config.logs import REQUESTS, Hit
from config.middleware import SAFE_REQUEST_ID

PAUSE: Final = 0.2  # seconds between two writings
MOST: Final = 100_000  # hits that wait to be written; beyond, the oldest are dropped


class HitLog:
    """Writes the lines of `RequestLog` for hits, many at a time.

    A line by itself costs sixteen times what the hit costs, so a thread writes them a moment later.
    """

    def __init__(self) -> None:
        # A number after a random stem is as unique as a random text, for a tenth of the time.
        self._stem = uuid4().hex[:16]
        self._numbers = count(time.time_ns())
        self._waiting: deque[Hit] = deque(maxlen=MOST)
        self._is_writing = False
        self._logger = logging.getLogger(REQUESTS)

    def identify(self, given: str) -> str:
        """Return the id of a request: the one given, or a new one."""
        if given and SAFE_REQUEST_ID.fullmatch(given):
            return given
        return f"{self._stem}{next(self._numbers):x}"

    def tell(self, method: str, route: str, status: int, seconds: float, identity: str) -> None:
        """Log a hit, a moment later."""
        self._waiting.append(Hit(time.time(), method, route, status, seconds * 1000, identity))
        if not self._is_writing:
            self._is_writing = True
            threading.Thread(target=self._run, name="hit log", daemon=True).start()
            atexit.register(self.write)

    def _run(self) -> None:
        while True:
            time.sleep(PAUSE)
            self.write()

    def write(self) -> None:
        """Write the lines that wait."""
        hits = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if not hits or not self._logger.isEnabledFor(logging.INFO):
            return
        for handler in logging.getLogger().handlers:
            line = getattr(handler.formatter, "format_hit", None)
            if line is not None and isinstance(handler, logging.StreamHandler):
                with handler.lock or threading.RLock():
                    handler.stream.write("\n".join([*map(line, hits), ""]))
                    handler.flush()
