"""A visitor who speaks WSGI, and a small house that can be looked into."""

import io
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

from lane import showing
from lane.application import House, Lane
from lane.keys import hosts_of

HOUSE = House(
    hosts=hosts_of("http://testserver", ["testserver", ".example.org"]),
    session_cookie="sessionid",
    spoken_cookies=frozenset({"csrftoken", "messages"}),
    private_paths=("/admin/", "/static/"),
    secure_header=("HTTP_X_FORWARDED_PROTO", "https"),
    shared_seconds=0,
    most_bytes=1_000_000,
)


class Silent:
    """Counts hits instead of logging them."""

    def __init__(self) -> None:
        self.hits: list[tuple[str, str, int]] = []

    def identify(self, given: str) -> str:
        return given or "made-up-id"

    def tell(self, method: str, route: str, status: int, seconds: float, identity: str) -> None:
        self.hits.append((method, route, status))


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes
    names: list[str]


def environ(path: str = "/page/", query: str = "", **more: Any) -> dict[str, Any]:
    """Return what a server hands to an application."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "SCRIPT_NAME": "",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **more,
    }


def ask(application: Any, path: str = "/page/", query: str = "", **more: Any) -> Reply:
    """Return the reply to one request."""
    said: list[Any] = []
    result = application(
        environ(path, query, **more), lambda status, headers, *_: said.extend([status, headers])
    )
    body = b"".join(result)
    getattr(result, "close", lambda: None)()
    status, headers = said
    return Reply(int(status.split()[0]), dict(headers), body, [name.lower() for name, _ in headers])


@dataclass
class SmallHouse:
    """An application behind the lane: it counts how often it is asked."""

    text: str = "words " * 200
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] = ("news",)
    hasty: tuple[str, ...] = ()
    params: tuple[str, ...] | None = ("page",)
    is_offered: bool = True
    cookie: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    gate: threading.Event | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked.append(environ)
        if self.is_offered:
            showing.offer(*self.scopes, params=self.params)
            showing.show_hasty(*self.hasty)
        showing.name_route("a_route")
        if self.gate:
            self.gate.wait(5)
        response = HttpResponse(f"{self.text} {environ['QUERY_STRING']}", status=self.status)
        response["X-Request-ID"] = "from-django"
        for name, value in self.headers.items():
            response[name] = value
        if self.cookie:
            response.set_cookie(self.cookie, "1")
        headers = [*response.items()]
        headers += [("Set-Cookie", c.output(header="")) for c in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        return response


def lane_before(application: Any, counters: Any, **house: Any) -> Lane:
    """Return a lane in front of an application."""
    values = {name: getattr(HOUSE, name) for name in HOUSE.__dataclass_fields__}
    return Lane(application, house=House(**values | house), teller=Silent(), counters=counters)
