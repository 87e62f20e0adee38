"""Limits how often one network address may call a view; counters live a day at most."""

import ipaddress
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import salted_hmac

View = Callable[..., HttpResponseBase]

SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
NETWORK: Final = 64  # bits of an IPv6 address that name one customer; the rest is theirs to change


@dataclass(frozen=True)
class Limit:
    """So many calls in each window of so many seconds; windows begin at fixed moments."""

    calls: int
    seconds: int


def limits_of(name: str) -> list[Limit]:
    """Return the limits that `settings.RATE_LIMITS` gives a name, written like "20/m,200/d".

    Raises:
        KeyError: nobody has set a limit for this name, or the unit is none of s, m, h, d.
    """
    parts = (part.strip().split("/") for part in settings.RATE_LIMITS[name].split(","))
    return [Limit(int(calls), SECONDS[unit]) for calls, unit in parts]


def wait_for(name: str, key: str) -> int:
    """Count one call under `key` and return how many seconds to wait; 0 when it is allowed.

    Every window is counted, also by calls that are refused: whoever keeps knocking keeps waiting.
    Two calls at the same moment are both counted where the cache can add atomically, as Redis can.
    """
    return max(_waits(name, key))


def rate_limited(name: str, methods: Collection[str] = ()) -> Callable[[View], View]:
    """Return a decorator that answers 429 to an address which calls a view too often.

    `methods` says which requests count, all when empty. The answer is the template `429.html`
    with `Retry-After` in seconds (RFC 9110, section 10.2.3).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            counts = not methods or request.method in methods
            if counts and (seconds := wait_for(name, client_network(request))):
                return refusal(request, seconds)
            return view(request, *args, **kwargs)

        return limited

    return decorate


def refusal(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return the answer to who has called too often and may call again in so many seconds."""
    refused = render(request, "429.html", status=429)
    refused["Retry-After"] = str(seconds)
    refused["Cache-Control"] = "no-store"
    return refused


def client_network(request: HttpRequest) -> str:
    """Return the client's address, of IPv6 only the network, as seen past our own proxies.

    Raises:
        PermissionDenied: the address cannot be told.
    """
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, NETWORK), strict=False).network_address)


def _waits(name: str, key: str) -> Iterator[int]:
    now = int(time.time())
    # The cache never holds an address, only a keyed hash of it.
    digest = salted_hmac("members.ratelimits", f"{name} {key}", algorithm="sha256").hexdigest()
    for limit in limits_of(name):
        window, elapsed = divmod(now, limit.seconds)
        counter = f"limit:{limit.seconds}:{window}:{digest}"
        left = limit.seconds - elapsed
        yield left if _count(counter, left) > limit.calls else 0


def _count(counter: str, seconds: int) -> int:
    if cache.add(counter, 1, timeout=seconds + 1):
        return 1
    try:
        return cache.incr(counter)
    except ValueError:  # the window closed, or the cache made room, between the two lines
        return 1
