"""Hears of changes that other machines made: one thread and one connection in each web process."""

import logging
import math
import os
import threading
import time
from typing import Any, Final

import psycopg
from django.db import connections

from lane.generations import CHANNEL, counters

logger = logging.getLogger(__name__)

EVERY: Final = 2.0  # seconds between two looks into the table
PATIENCE: Final = 10.0  # seconds without an answer until nothing that was kept is trusted
SEQUENCE: Final = "pg_get_serial_sequence('lane_generation', 'number')"


class Channel:
    """Listens for notifications, and looks into the table as well.

    A connection pooler may swallow notifications; then a change on another machine shows after
    `EVERY` seconds. A database that does not answer closes the channel after `PATIENCE` seconds.
    """

    def __init__(self) -> None:
        self.heard_at = -math.inf
        self._process = 0
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to listen in this process, once; a forked process begins anew."""
        if self._process == os.getpid():
            return
        with self._lock:
            if self._process != os.getpid():
                self._process = os.getpid()
                threading.Thread(target=self._run, name="lane", daemon=True).start()

    def is_open(self) -> bool:
        """Return whether a change anywhere would be known here."""
        return time.monotonic() - self.heard_at < PATIENCE

    def _run(self) -> None:
        told = False
        while True:
            began = time.monotonic()
            try:
                self._listen()
            except (psycopg.Error, OSError) as error:
                if self.heard_at > began or not told:
                    logger.warning("Changes of other machines are not heard: %s", error)
                told = True
            time.sleep(EVERY)

    def _listen(self) -> None:
        """Listen until the connection fails.

        Raises:
            psycopg.Error: it failed, or could not be made.
        """
        with connect() as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self._mend(connection)
            while True:
                self._read(connection)
                for note in connection.notifies(timeout=EVERY, stop_after=1):
                    scope, _, number = note.payload.rpartition(" ")
                    counters().advance({scope: int(number)})

    def _read(self, connection: "psycopg.Connection[Any]") -> None:
        """Bring the cells in line with the table."""
        now = time.monotonic()
        counters().rejoin()
        rows = connection.execute("SELECT scope, number FROM lane_generation").fetchall()
        counters().advance(dict(rows))
        self.heard_at = now

    def _mend(self, connection: "psycopg.Connection[Any]") -> None:
        """Let a database that was restored from a copy go on counting where this machine is."""
        (last,) = connection.execute(
            f"SELECT COALESCE(pg_sequence_last_value({SEQUENCE}), 0)"
        ).fetchall()[0]
        if last < (highest := counters().highest()):
            connection.execute(f"SELECT setval({SEQUENCE}, %s)", [highest])


def connect() -> "psycopg.Connection[Any]":
    """Return a connection of its own to the database that the site uses."""
    database = connections["default"]
    wanted = database.get_connection_params()
    kept = {"host", "port", "dbname", "user", "password", "sslmode", "service", "options"}
    return psycopg.connect(
        **{name: value for name, value in wanted.items() if name in kept},
        autocommit=True,
        connect_timeout=5,
        tcp_user_timeout=10_000,
        application_name="lane",
    )


channel = Channel()
