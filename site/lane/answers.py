"""Asks Django for an answer, and says whether and how it may be kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from lane import showing
from lane.keys import Environ, Key

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]


class Application(Protocol):
    """A WSGI application."""

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer."""


LARGEST: Final = 2_000_000  # bytes
# An answer may not depend on other headers; on the language of the browser none of ours does, for
# the address alone decides.
HARMLESS_VARY: Final = frozenset({"accept-encoding", "accept-language"})
UNKEPT: Final = frozenset({"no-store", "private", "no-cache"})
NOT_COPIED: Final = frozenset({"content-length", "etag", "vary", "x-request-id"})
# What a request says about its sender's own copies and habits.
PERSONAL: Final = (
    "HTTP_COOKIE",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_IF_RANGE",
)


@dataclass(slots=True)
class Answer:
    """What Django said, not sent yet, and what it showed."""

    status: str
    headers: Headers
    result: Iterable[bytes]
    showing: showing.Showing

    @property
    def is_failure(self) -> bool:
        """Whether the server was at fault."""
        return self.status.startswith("5")

    def may_be_kept(self) -> bool:
        """Return whether every visitor without a session would get the same."""
        if not self.showing.is_public or not self.status.startswith("200"):
            return False
        named = [(name.lower(), value.lower()) for name, value in self.headers]
        given = dict(named)
        vary = _words(value for name, value in named if name == "vary")
        control = _words([given.get("cache-control", "")])
        return (
            not getattr(self.result, "streaming", False)
            and "set-cookie" not in given
            and "content-encoding" not in given
            and vary <= HARMLESS_VARY
            and not control & UNKEPT
        )

    def body(self) -> bytes:
        """Return the whole body and let Django end the request."""
        try:
            return b"".join(self.result)
        finally:
            close = getattr(self.result, "close", None)
            if close:
                close()

    def kept_headers(self, *, control: str) -> Headers:
        """Return the headers that are the same for everyone; `control` where the view said none."""
        kept = [pair for pair in self.headers if pair[0].lower() not in NOT_COPIED]
        if not any(name.lower() == "cache-control" for name, _ in kept):
            kept.append(("Cache-Control", control))
        kept.append(("Vary", "Accept-Encoding"))
        return kept

    def identity(self) -> str:
        """Return the id that the request got."""
        return next((value for name, value in self.headers if name.lower() == "x-request-id"), "")


def _words(values: Iterable[str]) -> set[str]:
    """Return the words of header values that are lists."""
    return {word.strip() for value in values for word in value.split(",")} - {""}


def ask(application: Application, environ: Environ) -> Answer:
    """Let Django answer, and write down what it shows."""
    said: list[Any] = []

    def capture(status: str, headers: Headers, exc_info: Any = None) -> None:
        said[:] = [status, headers]

    written = showing.begin()
    try:
        result = application(environ, capture)
    finally:
        showing.end()
    return Answer(status=said[0], headers=said[1], result=result, showing=written)


def canonical(environ: Environ, key: Key) -> Environ:
    """Return the request that anybody could have made for this key."""
    asked = {name: value for name, value in environ.items() if name not in PERSONAL}
    asked["REQUEST_METHOD"] = "GET"
    asked["QUERY_STRING"] = key.query
    return asked


def cache_control(shared_seconds: int) -> str:
    """Return what browsers and proxies are told.

    A browser asks each time (and gets 304 for an unchanged page), so that everybody sees what was
    just published. A proxy may keep pages for `shared_seconds`, if the operator allows it.
    """
    if not shared_seconds:
        return "public, max-age=0, must-revalidate"
    return (
        f"public, max-age=0, s-maxage={shared_seconds}, stale-while-revalidate={shared_seconds}, "
        "stale-if-error=600"
    )
