"""The anonymous lane: a WSGI application in front of Django's own."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Protocol

from lane.answers import Answer, Application, StartResponse, ask, cache_control, canonical
from lane.channel import channel
from lane.counters import ANY, Counters
from lane.flights import Flights
from lane.keys import LONGEST_PATH, Environ, Key, Place, canonical_query, cookie_names
from lane.negotiation import demands_other, encoding_for, is_as_old, knows
from lane.places import Places
from lane.showing import MOMENT
from lane.store import Entry, Store, Variant

ROUNDS: Final = 3
STALE_ON_ERROR: Final = 600.0  # seconds for which an unchanged answer may stand in for a failure
STATUS: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Teller(Protocol):
    """Names the request of a hit and logs it."""

    def identify(self, given: str) -> str:
        """Return the id of a request: the one given, or a new one."""

    def tell(self, method: str, route: str, status: int, seconds: float, identity: str) -> None:
        """Log it."""


@dataclass(frozen=True, kw_only=True)
class House:
    """What the lane must know of the site."""

    hosts: frozenset[str]
    session_cookie: str
    spoken_cookies: frozenset[str]  # a view may look at them although nobody is signed in
    private_paths: tuple[str, ...]
    secure_header: tuple[str, str] | None
    shared_seconds: int
    most_bytes: int


class Lane:
    """Answers signed-out reads from memory; everything else goes through to Django."""

    def __init__(
        self, application: Application, *, house: House, teller: Teller, counters: Counters
    ) -> None:
        self.application = application
        self.house = house
        self.teller = teller
        self.counters = counters
        self.store = Store(most_bytes=house.most_bytes)
        self.places = Places()
        self.flights = Flights()
        self.control = cache_control(house.shared_seconds)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer; a hit asks neither Django nor the database."""
        began = time.perf_counter()
        if not self._is_signed_out_read(environ):
            return self.application(environ, start_response)
        place = Place(self._is_secure(environ), environ.get("HTTP_HOST", ""), environ["PATH_INFO"])
        query = environ.get("QUERY_STRING", "")
        if not query:
            key = Key(place, "")
        elif not self.places.is_public(place):
            return self._pass(place, environ, start_response)
        else:
            known = canonical_query(query, self.places.params(place))
            if known is None:
                return self._pass(place, environ, start_response)
            key = Key(place, known)
        entry = self.store.entries.get(key)
        if entry is not None and self.is_fresh(entry):
            return self._send(entry, environ, start_response, began)
        return self._miss(key, environ, start_response, began)

    def is_fresh(self, entry: Entry) -> bool:
        """Return whether nothing that the entry shows has changed, as far as can be known."""
        epoch, now = self.counters.cells[ANY], time.monotonic()
        if entry.epoch != epoch:
            if not self.counters.holds(entry.snapshot):
                return False
            if self.counters.holds(entry.hasty):
                entry.epoch = epoch
            elif not entry.may_lag or now >= entry.born + MOMENT:
                return False
        return now < entry.expires and channel.is_open()

    def _is_signed_out_read(self, environ: Environ) -> bool:
        method = environ["REQUEST_METHOD"]
        if (method != "GET" and method != "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return False
        if self.house.session_cookie in environ.get("HTTP_COOKIE", ""):
            return False
        path: str = environ["PATH_INFO"]
        return not path.startswith(self.house.private_paths) and len(path) <= LONGEST_PATH

    def _is_secure(self, environ: Environ) -> bool:
        if self.house.secure_header is not None:
            name, value = self.house.secure_header
            if name in environ:
                return bool(environ[name].split(",", 1)[0].strip() == value)
        return bool(environ["wsgi.url_scheme"] == "https")

    def _send(
        self, entry: Entry, environ: Environ, start_response: StartResponse, began: float
    ) -> Iterable[bytes]:
        """Send an entry, or only what has to be said about it, and log it."""
        identity = self.teller.identify(environ.get("HTTP_X_REQUEST_ID", ""))
        status, body = self._start(entry, environ, start_response, identity)
        self.teller.tell(
            environ["REQUEST_METHOD"], entry.route, status, time.perf_counter() - began, identity
        )
        return body

    def _start(
        self, entry: Entry, environ: Environ, start_response: StartResponse, identity: str
    ) -> tuple[int, Iterable[bytes]]:
        """Begin the response and return its status and its body."""
        entry.is_used = True
        variant = entry.variant(encoding_for(environ.get("HTTP_ACCEPT_ENCODING", "")))
        status, headers = 200, variant.headers
        if "HTTP_IF_MATCH" in environ and demands_other(environ["HTTP_IF_MATCH"], variant.etag):
            status, headers = 412, [("Content-Length", "0")]
        elif _is_known(environ, variant):
            status, headers = 304, variant.headers_304
        start_response(STATUS[status], [*headers, ("X-Request-ID", identity)])
        has_body = status == 200 and environ["REQUEST_METHOD"] == "GET"
        return status, (variant.body,) if has_body else ()

    def _miss(
        self, key: Key, environ: Environ, start_response: StartResponse, began: float
    ) -> Iterable[bytes]:
        """Let one request make the answer while others wait for it."""
        channel.start()
        if not channel.is_open():
            return self._pass(key.place, environ, start_response, stand_in=key)
        if not self._is_anybodys(key.place, environ):
            return self._pass(key.place, environ, start_response)
        for _ in range(ROUNDS):
            if self.flights.lead_or_wait(key):
                try:
                    return self._make(key, environ, start_response)
                finally:
                    self.flights.land(key)
            entry = self.store.entries.get(key)
            if entry is not None and self.is_fresh(entry):
                return self._send(entry, environ, start_response, began)
            if self._is_ordinary(key.place):
                break
        return self._pass(key.place, environ, start_response)

    def _is_anybodys(self, place: Place, environ: Environ) -> bool:
        """Return whether the answer to this request may be kept and given to others.

        An address of which nothing is known yet is asked as the visitor asks it: so that request
        must be a plain one.
        """
        if place.host not in self.house.hosts or self._is_ordinary(place):
            return False
        cookies = environ.get("HTTP_COOKIE", "")
        if self.places.is_public(place):
            return not cookies or not cookie_names(cookies) & self.house.spoken_cookies
        return not cookies and environ["REQUEST_METHOD"] == "GET"

    def _is_ordinary(self, place: Place) -> bool:
        return self.places.is_ordinary(place, self.counters.cells[ANY])

    def _make(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let Django answer; keep the answer where that is right, and send it."""
        cells = memoryview(self.counters.cells.tobytes()).cast("Q")
        asked = canonical(environ, key) if self.places.is_public(key.place) else environ
        answer = ask(self.application, asked)
        if not answer.may_be_kept():
            if not (key.query or answer.is_failure):
                self.places.pass_by(key.place, cells[ANY])
            return self._hand_over(answer, environ, start_response, stand_in=key)
        entry = self._entry(answer, cells)
        entry.may_lag = _is_hot(self.store.entries.get(key), entry)
        self.places.learn(key.place, answer.showing.params)
        self.store.put(key, entry)
        return self._start(entry, environ, start_response, answer.identity())[1]

    def _entry(self, answer: Answer, cells: memoryview) -> Entry:
        """Return the answer as an entry, good as of the moment when it was begun."""
        now = time.monotonic()
        names = answer.showing.scopes
        return Entry(
            headers=answer.kept_headers(control=self.control),
            body=answer.body(),
            snapshot=self.counters.snapshot(names, cells),
            hasty=self.counters.snapshot(answer.showing.hasty, cells),
            epoch=cells[ANY],
            born=now,
            expires=now + answer.showing.seconds,
            route=answer.showing.route,
        )

    def _stand_in(self, key: Key) -> Entry | None:
        """Return an answer of which nothing is known to have changed, when Django cannot answer."""
        entry = self.store.entries.get(key)
        if entry is None or not self.counters.holds(entry.snapshot):
            return None
        return entry if time.monotonic() < entry.born + STALE_ON_ERROR else None

    def _pass(
        self,
        place: Place,
        environ: Environ,
        start_response: StartResponse,
        stand_in: Key | None = None,
    ) -> Iterable[bytes]:
        """Let Django answer this one request and learn only what its address understands."""
        answer = ask(self.application, environ)
        if answer.may_be_kept() and place.host in self.house.hosts:
            self.places.learn(place, answer.showing.params)
        return self._hand_over(answer, environ, start_response, stand_in=stand_in)

    def _hand_over(
        self,
        answer: Answer,
        environ: Environ,
        start_response: StartResponse,
        *,
        stand_in: Key | None,
    ) -> Iterable[bytes]:
        """Send what Django said, or what it last said well when it cannot answer now."""
        if answer.is_failure and stand_in and (old := self._stand_in(stand_in)) is not None:
            answer.body()
            return self._start(old, environ, start_response, answer.identity())[1]
        start_response(answer.status, answer.headers)
        return answer.result


def _is_hot(old: Entry | None, new: Entry) -> bool:
    """Return whether an answer is made anew so often that it may lag behind for a moment."""
    return old is not None and new.born < old.born + 2 * MOMENT


def _is_known(environ: Environ, variant: Variant) -> bool:
    """Return whether the asker has this answer; a tag counts before a date (RFC 9110, 13.2.2)."""
    if "HTTP_IF_NONE_MATCH" in environ:
        return knows(environ["HTTP_IF_NONE_MATCH"], variant.etag)
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None:
        return False
    modified = next((value for name, value in variant.headers if name == "Last-Modified"), "")
    return is_as_old(since, modified)
