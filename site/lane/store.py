"""Holds whole answers in this process, ready to be sent, within a number of bytes."""

import gzip
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import brotli

from lane.keys import Key, Place
from lane.memory import Snapshot

Headers = list[tuple[str, str]]

MOST_VARIANTS: Final = 64  # queries kept of one place
OVERHEAD: Final = 2000  # bytes of headers and Python's own things, about
COMPRESSORS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
SMALLEST: Final = 500  # bytes; below, compression gains nothing
ALSO_OF_304: Final = frozenset(
    {"cache-control", "content-location", "expires", "last-modified", "link", "vary"}
)


@dataclass(frozen=True, slots=True)
class Variant:
    """The answer in one encoding."""

    etag: str
    headers: Headers
    headers_304: Headers
    body: bytes


@dataclass(slots=True)
class Entry:
    """One answer in all the encodings that were asked for, and until when it holds."""

    headers: Headers
    body: bytes
    snapshot: Snapshot
    epoch: int
    born: float
    expires: float
    route: str
    hasty: Snapshot = ()
    may_lag: bool = False
    variants: dict[str, Variant] = field(default_factory=dict)
    is_used: bool = False

    def variant(self, encoding: str) -> Variant:
        """Return the answer in an encoding ("" for none), compressed when first asked for."""
        found = self.variants.get(encoding)
        if found is None:
            found = self.variants[encoding] = self._make(encoding)
        return found

    def _make(self, encoding: str) -> Variant:
        if len(self.body) < SMALLEST:
            encoding = ""
        body = COMPRESSORS[encoding](self.body) if encoding else self.body
        digest = hashlib.blake2b(self.body, digest_size=12).hexdigest()
        etag = f'"{digest}-{encoding}"' if encoding else f'"{digest}"'
        headers = [*self.headers, ("ETag", etag)]
        kept = [pair for pair in headers if pair[0].lower() in ALSO_OF_304 or pair[0] == "ETag"]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        headers.append(("Content-Length", str(len(body))))
        return Variant(etag=etag, headers=headers, headers_304=kept, body=body)

    @property
    def cost(self) -> int:
        """About how many bytes it takes once compressed in both ways."""
        return OVERHEAD + len(self.body) * 3 // 2


class Store:
    """Entries by key; what was not asked for since the last round goes first."""

    def __init__(self, *, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self.entries: dict[Key, Entry] = {}
        self._variants: dict[Place, list[Key]] = {}
        self._lock = threading.Lock()

    def get(self, key: Key) -> Entry | None:
        """Return the entry, fresh or not."""
        return self.entries.get(key)

    def put(self, key: Key, entry: Entry) -> None:
        """Keep an entry in the place of an older one; make room where there is none."""
        if entry.cost > self.most_bytes // 8:
            return
        with self._lock:
            self._drop(key)
            queries = self._variants.setdefault(key.place, [])
            if len(queries) >= MOST_VARIANTS:
                self._drop(queries[0])
                queries = self._variants.setdefault(key.place, [])
            queries.append(key)
            self.entries[key] = entry
            self.bytes += entry.cost
            self._make_room()

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self.entries.clear()
            self._variants.clear()
            self.bytes = 0

    def _make_room(self) -> None:
        while self.bytes > self.most_bytes:
            key, entry = next(iter(self.entries.items()))
            if entry.is_used:  # a second chance, at the end of the queue
                entry.is_used = False
                self.entries[key] = self.entries.pop(key)
            else:
                self._drop(key)

    def _drop(self, key: Key) -> None:
        if (entry := self.entries.pop(key, None)) is not None:
            self.bytes -= entry.cost
            queries = self._variants[key.place]
            queries.remove(key)
            if not queries:
                del self._variants[key.place]
