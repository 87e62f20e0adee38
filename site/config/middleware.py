"""What every answer carries: a request id, a log line without personal data, security headers."""

import logging
import re
import sys
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch

from config.logs import REQUESTS, request_id
from lane.showing import name_route

logger = logging.getLogger(REQUESTS)

Answer = Callable[[HttpRequest], HttpResponseBase]
SAFE_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestLog:
    """Gives each request an id and logs its route, status and duration (ms).

    The route is the pattern, never the path: a path may hold a token, a query an address. No client
    address is logged either.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer with its X-Request-ID."""
        given = request.headers.get("X-Request-ID", "")
        identity = given if SAFE_REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(identity)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            name_route(_route(request.resolver_match))
            response["X-Request-ID"] = identity
            self._log(request, response, time.perf_counter() - started)
            return response
        finally:
            request_id.reset(token)

    def _log(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        if request.path.startswith(settings.STATIC_URL):
            return
        logger.log(
            logging.WARNING if response.status_code >= 500 else logging.INFO,
            "%s",
            request.method,
            extra={
                "route": _route(request.resolver_match),
                "status": response.status_code,
                "milliseconds": round(seconds * 1000, 1),
            },
        )


def _route(match: ResolverMatch | None) -> str:
    return (match.view_name or match.route) if match else "-"


@receiver(got_request_exception)
def log_unexpected(sender: object, request: HttpRequest | None = None, **_: object) -> None:
    """Log what nobody expected, under its route; Django's own line would name the path."""
    match = getattr(request, "resolver_match", None)
    logger.error("Unexpected error", exc_info=sys.exc_info(), extra={"route": _route(match)})


class SecurityHeaders:
    """Adds the Content-Security-Policy and the Permissions-Policy where a view set none itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer with its headers; the admin's relaxation holds below its path only."""
        response = self.get_response(request)
        in_admin = request.path.startswith(settings.ADMIN_PATH)
        policy = (
            settings.ADMIN_CONTENT_SECURITY_POLICY if in_admin else settings.CONTENT_SECURITY_POLICY
        )
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response
