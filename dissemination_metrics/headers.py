"""What the headers of a request say about whoever sent it."""

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest

from dissemination_metrics.robots import is_robot

HOST_LENGTH: Final = 253  # RFC 1035, section 2.3.4


def objects(request: HttpRequest) -> bool:
    """Return whether the reader does not want to be counted.

    Source: W3C Global Privacy Control (`Sec-GPC: 1`) and its forerunner Do Not Track (`DNT: 1`).
    """
    return request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1"


def is_machine(request: HttpRequest) -> bool:
    """Return whether no person asked: a robot, or a browser that fetches in advance."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    if any("prefetch" in purpose for purpose in purposes):
        return True
    return is_robot(request.headers.get("User-Agent", ""))


def asks_for_the_beginning(request: HttpRequest) -> bool:
    """Return whether a document is fetched from its start; viewers ask for further parts later."""
    ranges = request.headers.get("Range", "")
    return request.method == "GET" and (not ranges or ranges.startswith("bytes=0-"))


def host_of(address: str) -> str:
    """Return the host of a web address, without what could tell of a person; else nothing."""
    try:
        return (urlsplit(address).hostname or "")[:HOST_LENGTH]
    except ValueError:
        return ""
