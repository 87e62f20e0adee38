"""Guests who register for one event over HTTP, each from a network address of their own.

A piece of the benchmark `registrations`. Each guest opens the page, sends the form, follows to the
page that says to look into the mailbox, and presses the button behind the link of the mail there.
`is_reader`: who also looks at the two pages around that button, as a person with a browser does.
"""

import re
import socket
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

PROCESSES = 2
LINK = re.compile(r"https?://\S+/seat/\S+")
# The mails that are queued have an index by address; a guest looks into no other.
LETTER = """
SELECT text FROM outbox_message WHERE to_address = %s AND state = 'queued' AND text <> ''
ORDER BY topic, id LIMIT 1
"""
SURE = b"Your seat is sure"


@dataclass
class Measured:
    """What a crowd saw: milliseconds of whole registrations, and of each request by its name."""

    whole: list[float] = field(default_factory=list)
    requests: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0.0

    def add(self, other: "Measured") -> None:
        """Take in what others saw meanwhile."""
        self.whole += other.whole
        for name, times in other.requests.items():
            self.requests.setdefault(name, []).extend(times)

    @property
    def per_second(self) -> float:
        """Whole registrations a second."""
        return len(self.whole) / self.seconds


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """So many guests at a time who come for one event until the time is over."""

    port: int
    page: str  # the path of the event's page
    form: str  # the path to which its form is sent
    database: dict[str, Any]  # how to reach the outbox; empty: a bare server, nothing is checked
    clients: int = 32
    is_reader: bool = False
    label: str = "a"  # tells the guests of one round from those of another

    def come(self, seconds: float) -> Measured:
        """Return what was measured; each guest ends what was begun."""
        began = time.perf_counter()
        with ProcessPoolExecutor(PROCESSES) as pool:
            halves = [pool.submit(self._half, place, seconds) for place in range(PROCESSES)]
            found = Measured()
            for half in halves:
                found.add(half.result())
        found.seconds = time.perf_counter() - began
        return found

    def _half(self, place: int, seconds: float) -> Measured:
        places = range(place, self.clients, PROCESSES)
        end = time.perf_counter() + seconds
        found = Measured()
        with ThreadPoolExecutor(len(places)) as pool:
            for measured in pool.map(partial(self._one_client, end), places):
                found.add(measured)
        return found

    def _one_client(self, end: float, place: int) -> Measured:
        found, number = Measured(), 0
        letters = _Letters(self.database)
        while time.perf_counter() < end:
            guest = _Guest(self, found, place=place, number=number)
            began = time.perf_counter()
            guest.register(letters)
            found.whole.append((time.perf_counter() - began) * 1000)
            number += 1
        letters.close()
        return found


class _Letters:
    """The outbox as a guest sees it: the newest mail to one address."""

    def __init__(self, database: dict[str, Any]) -> None:
        import psycopg

        self.connection = psycopg.connect(**database, autocommit=True) if database else None

    def link(self, address: str) -> str:
        """Return the path of the link in the first mail to an address."""
        if self.connection is None:
            return "/"
        row = self.connection.execute(LETTER, [address]).fetchone()
        assert row, f"no mail to {address}"
        found = LINK.search(row[0])
        assert found, row[0]
        return urlsplit(found[0]).path

    def close(self) -> None:
        """Let go of the database."""
        if self.connection is not None:
            self.connection.close()


class _Guest:
    """One guest with one connection."""

    def __init__(self, crowd: Crowd, found: Measured, *, place: int, number: int) -> None:
        self.crowd, self.found = crowd, found
        self.address = f"{crowd.label}-{place}-{number}@example.org"
        # As many rows of addresses as it takes to stay within every rate limit of the site.
        network = f"127.{place + 1}.{number // 250}.{number % 250 + 1}"
        self.socket = socket.create_connection(
            ("127.0.0.1", crowd.port), timeout=60, source_address=(network, 0)
        )
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def register(self, letters: _Letters) -> None:
        """Go the whole way.

        Raises:
            AssertionError: the site answered otherwise than it should.
        """
        crowd = self.crowd
        form = {"name": "Gus Guest", "email": self.address, "organisation": "A mill (example)"}
        form |= {"group": "industry", "needs": "", "consent": "on", "homepage": ""}
        self._ask("page", "GET", crowd.page)
        sent = self._ask("form", "POST", crowd.form, urlencode(form))
        self._ask("sent", "GET", sent)
        link = letters.link(self.address)
        if crowd.is_reader:
            self._ask("link", "GET", link)
        seat = self._ask("confirm", "POST", f"{link}confirm/", "")
        if crowd.is_reader:
            self._ask("seat", "GET", seat, sure=bool(crowd.database))
        self.socket.close()

    def _ask(
        self, name: str, method: str, path: str, body: str | None = None, *, sure: bool = False
    ) -> str:
        """Return where the answer leads; note how long it took."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.crowd.port}"]
        if body is not None:
            kind = "application/x-www-form-urlencoded"
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
            lines += ["Sec-Fetch-Site: same-origin"]
        began = time.perf_counter()
        self.socket.sendall("\r\n".join([*lines, "", body or ""]).encode())
        status, head, content = self._read()
        took = (time.perf_counter() - began) * 1000
        self.found.requests.setdefault(name, []).append(took)
        if not self.crowd.database:
            return path
        assert status == (303 if method == "POST" else 200), (name, status, content[:3000])
        assert SURE in content or not sure, content[:3000]
        leads = re.search(rb"(?i)\r\nlocation: (\S+)", head)
        return leads[1].decode() if leads else ""

    def _read(self) -> tuple[int, bytes, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            more = self.socket.recv(65536)
            assert more, "the server hung up"
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        missing = (int(length[1]) if length else 0) - len(body)
        pieces = [body]
        while missing > 0:
            pieces.append(self.socket.recv(65536))
            missing -= len(pieces[-1])
        return int(head[9:12]), head, b"".join(pieces)
