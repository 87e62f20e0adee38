"""What holds for every request of a member: the clock of the member, the gate before the desk."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from community.members.gates import ask_for_second_factor, lacks_second_factor


class MemberTimeZone:
    """Activates the time zone of the profile; a request without a session is left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer, with hours in the member's zone or else the site's."""
        with timezone.override(self._zone(request)):
            return self.get_response(request)

    @staticmethod
    def _zone(request: HttpRequest) -> zoneinfo.ZoneInfo | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        profile = getattr(request.user, "profile", None)
        if profile is None or not profile.time_zone:
            return None
        try:
            return zoneinfo.ZoneInfo(profile.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):  # the list of zones changes with time
            return None


class StaffSecondFactor:
    """Keeps everything below the desk's path from a session that showed no second factor.

    It stands before the desk's own question for rights: whoever has none gets Wagtail's answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer, or lead to the page that asks for the second factor."""
        if request.path.startswith(settings.ADMIN_PATH) and self._is_kept_out(request):
            reading = request.method in {"GET", "HEAD"}
            return ask_for_second_factor(
                request.get_full_path() if reading else settings.ADMIN_PATH
            )
        return self.get_response(request)

    @staticmethod
    def _is_kept_out(request: HttpRequest) -> bool:
        return request.user.is_authenticated and lacks_second_factor(request)
