"""Follows every internal link as one person and notes what came back."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.crawl.reading import Facts, read

HOST = "testserver"
MOST = 1500  # pages of one person; more means that links multiply


@dataclass
class Visit:
    """One page as one person got it."""

    viewer: str
    path: str
    found_on: str
    status: int
    headers: dict[str, str]
    cookies: list[str]
    queries: list[str]
    html: str = ""
    facts: Facts = field(default_factory=Facts)
    links: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.viewer}: {self.status} {self.path} (found on {self.found_on})"

    @property
    def is_page(self) -> bool:
        """Whether it is a page of ours that is read, not a redirect, a file or the admin's."""
        return bool(self.html) and self.status < 300 and not self.path.startswith("/admin/")


def visit(client: Client, viewer: str, path: str, found_on: str = "the beginning") -> Visit:
    """Open one address and return what came."""
    connection.queries_log.clear()  # it would overflow long before the walk is over
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path, HTTP_HOST=HOST)
    return note(response, viewer, path, found_on, [query["sql"] for query in captured])


def note(response: Any, viewer: str, path: str, found_on: str, queries: list[str]) -> Visit:
    """Return what a response was."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    noted = Visit(
        viewer=viewer,
        path=path,
        found_on=found_on,
        status=response.status_code,
        headers=dict(response.headers),
        cookies=list(response.cookies),
        queries=queries,
    )
    if response.headers.get("Content-Type", "").startswith("text/html"):
        noted.html = content.decode()
        noted.facts = read(noted.html)
        noted.links = links_of(noted)
    if location := response.headers.get("Location"):
        noted.links = internal(path, [location])
    return noted


def links_of(page: Visit) -> list[tuple[str, str]]:
    """Return the internal addresses that a page links to, each with its fragment.

    What is marked "nofollow" is one of endlessly many combinations: answers, lists, orders.
    """
    followed = [href for href, relation in page.facts.anchors if "nofollow" not in relation]
    return internal(page.path, followed)


def internal(path: str, addresses: list[str]) -> list[tuple[str, str]]:
    """Return those of ``addresses`` that lie on this site, whole, with their fragments."""
    found = []
    for address in addresses:
        whole, fragment = urldefrag(urljoin(f"http://{HOST}{path}", address))
        parts = urlsplit(whole)
        if parts.scheme == "http" and parts.netloc == HOST:
            found.append((parts._replace(scheme="", netloc="").geturl(), fragment))
    return found


def walk(
    client: Client, viewer: str, starts: list[str], *, depth: int = 99, abroad: bool = True
) -> list[Visit]:
    """Follow every link from ``starts`` and return all visits, each address once.

    Args:
        client: a browser, signed in or not.
        viewer: whose it is.
        starts: where to begin.
        depth: how many links to follow from a start.
        abroad: whether to follow links into the other languages of the site.
    """
    waiting = [(start, "the beginning", 0) for start in starts]
    visits: dict[str, Visit] = {}
    while waiting:
        path, found_on, steps = waiting.pop(0)
        if path in visits:
            continue
        visits[path] = page = visit(client, viewer, path, found_on)
        assert len(visits) < MOST, f"too many pages: {sorted(visits)[:50]}"
        if steps < depth:
            waiting += [
                (link, path, steps + 1)
                for link, _ in page.links
                if is_ours(link, path) and (abroad or not is_abroad(link))
            ]
    return list(visits.values())


def is_ours(link: str, found_on: str) -> bool:
    """Return whether to follow a link: the admin is a house of its own, entered by its door.

    Wagtail's links to deeds on many things at once are completed by its script.
    """
    if link.startswith("/admin/bulk/"):
        return False
    return link.startswith("/admin/") == found_on.startswith("/admin/")


def is_abroad(link: str) -> bool:
    """Return whether a link leads to another language than that of the site."""
    others = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return link.split("/")[1] in others
