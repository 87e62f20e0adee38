"""What every template may know about who is looking, without starting a session."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest


def viewer(request: HttpRequest) -> dict[str, Any]:
    """Return the signed-in member as `viewer` (else None) and waiting messages as `notices`.

    A visitor without a session cookie is never asked about: touching the session would make the
    answer vary by cookie, and the anonymous cache in front could not keep it.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {"viewer": None, "notices": ()}
    user = getattr(request, "user", None)
    return {
        "viewer": user if user is not None and user.is_authenticated else None,
        "notices": get_messages(request),
    }
