"""What the views of this room share: who asks, and how an answer is kept."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from community.directory.actions.entries import SCOPE
from community.members.models import User
from lane.showing import offer


class MemberRequest(HttpRequest):
    """The request of somebody who is signed in, as `login_required` guarantees."""

    user: User


def viewer_of(request: HttpRequest) -> User | None:
    """Return the account of whoever asks, or None; a visitor's session is never touched."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user: Any = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def kept(
    answer: HttpResponse, viewer: User | None, *, params: tuple[str, ...] = ()
) -> HttpResponse:
    """Return an answer that the lane keeps for visitors, and nobody for a member."""
    if viewer is None:
        offer(SCOPE, params=params)
    else:
        add_never_cache_headers(answer)
    return answer
