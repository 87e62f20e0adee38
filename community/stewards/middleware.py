"""Shows the site to a steward as a member sees it: reading only, with a banner on every page."""

import re
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from community.members.models import User
from community.stewards.actions.looking import current_look, end_look
from community.stewards.forms.accounts import LOOK_KEY
from community.stewards.models import Look

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# What belongs to the person alone: nobody looks in there, in whatever language.
CLOSED: Final = ("/accounts/", "/members/security/", "/members/data/")
BODY: Final = re.compile(rb"<body[^>]*>")

Answer = Callable[[HttpRequest], HttpResponseBase]


class LookAsMember:
    """Puts the member in the place of the steward while a look holds.

    It stands behind everything that reckons with who really signed in: devices, second factors.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer, as the member sees it while a look holds."""
        look = self._look(request)
        if look is None:
            return self.get_response(request)
        if request.path_info == reverse("stewards_looking:end"):
            return self.get_response(request)
        steward: Any = request.user
        if is_refused(request):
            response: HttpResponseBase = render(
                request, "stewards/refused.html", {"look": look}, status=403
            )
        else:
            _become(request, look.whom)
            response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        _put_banner(request, response, look=look, steward=steward)
        return response

    @staticmethod
    def _look(request: HttpRequest) -> Look | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        look_id = request.session.get(LOOK_KEY)
        if look_id is None:
            return None
        steward: Any = request.user
        look = current_look(look_id=look_id, by=steward) if steward.is_authenticated else None
        if look is None:
            del request.session[LOOK_KEY]
        return look


def is_refused(request: HttpRequest) -> bool:
    """Return whether a request may not be made with somebody else's eyes."""
    if request.method not in SAFE:
        return True
    path = request.path_info
    first, _slash, rest = path.removeprefix("/").partition("/")
    if first in dict(settings.LANGUAGES):
        path = f"/{rest}"
    return path.startswith((settings.ADMIN_PATH, *CLOSED))


def stop_looking(request: HttpRequest, *, by: User) -> User | None:
    """End the look of this session, and return at whom it looked."""
    look_id = request.session.pop(LOOK_KEY, None)
    look = Look.objects.filter(pk=look_id, by=by).select_related("whom").first()
    if look is None:
        return None
    end_look(look=look, by=by)
    return look.whom


def _become(request: Any, whom: User) -> None:
    whom = User.objects.with_profile().get(pk=whom.pk)

    async def asynchronously() -> User:
        return whom

    request.user, request.auser = whom, asynchronously
    vars(request)["_cached_user"] = whom


def _put_banner(request: Any, response: Any, *, look: Look, steward: User) -> None:
    """Write the banner right behind the opening of the body, on whatever page it is."""
    kind = response.get("Content-Type", "")
    if response.streaming or not kind.startswith("text/html"):
        return
    found = BODY.search(response.content)
    if found is None:
        return
    context = {"look": look, "steward": steward}
    banner = render_to_string("stewards/banner.html", context, request=request).encode()
    response.content = response.content[: found.end()] + banner + response.content[found.end() :]
