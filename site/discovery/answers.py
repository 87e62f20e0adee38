"""What machines are answered: tagged, kept for a while, and "not modified" where it was not."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]

FRESH_SECONDS: Final = 300
KEPT_SECONDS: Final = 3600


def tag_of(*parts: str | bytes) -> str:
    """Return an entity tag for what the parts decide."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
        digest.update(b"\x1f")
    return f'"{digest.hexdigest()[:32]}"'


def answer(
    request: HttpRequest, body: bytes | str, content_type: str, *, etag: str = ""
) -> HttpResponse:
    """Return a body that anyone may keep for five minutes, or 304 where the asker has it."""
    data = body.encode() if isinstance(body, str) else body
    response = HttpResponse(data, content_type=content_type)
    response["ETag"] = etag or tag_of(data)
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    found = get_conditional_response(request, etag=response["ETag"], response=response)
    return found if isinstance(found, HttpResponse) else response


def unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """Return 304 when the asker has what the tag stands for, else None: nothing to be made yet."""
    response = get_conditional_response(request, etag=etag)
    if response is not None:
        response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return response


def kept(key: str, stamp: str, make: Callable[[], bytes]) -> bytes:
    """Return what `make` makes, once for each stamp; an hour at most from the cache."""
    name = f"discovery.{key}.{hashlib.sha256(stamp.encode()).hexdigest()[:24]}"
    body: bytes | None = cache.get(name)
    if body is None:
        body = make()
        cache.set(name, body, KEPT_SECONDS)
    return body


def open_to_all(view: View) -> View:
    """Return a view for GET, HEAD and the question OPTIONS that scripts of any site may read."""

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        else:
            response = view(request, *args, **kwargs)
        return with_open_door(response)

    return opened


def with_open_door(response: HttpResponseBase) -> HttpResponseBase:
    """Return the response with the headers by which scripts of any site may read it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    return response


def link(address: str, **parameters: str) -> str:
    """Return one entry of a Link header (RFC 8288)."""
    words = "".join(f'; {name}="{_quoted(value)}"' for name, value in parameters.items() if value)
    return f"<{iri_to_uri(address)}>{words}"


def _quoted(value: str) -> str:
    return value.replace("\\", "").replace('"', "'").replace("\n", " ").replace("\r", " ")


def add_links(response: HttpResponseBase, links: list[str]) -> None:
    """Add entries to the Link header of a response."""
    known = [response["Link"]] if response.has_header("Link") else []
    if links:
        response["Link"] = ", ".join([*known, *links])
