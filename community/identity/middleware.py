"""Keeps the list of a member's devices up to date, at next to no cost."""

from collections.abc import Callable
from typing import Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

SECONDS: Final = 600  # a session writes at most once in so long


class DeviceActivity:
    """Notes when, where and with what a session was last seen; allauth's own writes every time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer; a request without a session, or seen lately, costs no query."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and self._is_due(request):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    @staticmethod
    def _is_due(request: HttpRequest) -> bool:
        key = request.session.session_key
        if not key or not request.user.is_authenticated:
            return False
        # The cache never holds the key of a session, only a keyed hash of it.
        digest = salted_hmac("identity.devices", key, algorithm="sha256").hexdigest()
        return bool(cache.add(f"device:{digest}", 1, timeout=SECONDS))
