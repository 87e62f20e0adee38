"""What every template may ask of the request."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def viewer(request: HttpRequest) -> dict[str, Any]:
    """Return the signed-in person as `viewer`, or None.

    A request without a session cookie is a stranger's: the session is then not touched at all, so
    that the page sets no cookie and may be cached for everyone.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {"viewer": None}
    user = getattr(request, "user", None)
    return {"viewer": user if user is not None and user.is_authenticated else None}
