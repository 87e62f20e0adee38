"""Who may stand at the door, and what the pages there may do that others may not."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.members.ratelimits import wait_for
from events.powers import Power, event_for

if TYPE_CHECKING:
    from events.models import EventPage

View = Callable[..., HttpResponseBase]


def door_page(power: Power = Power.CHECK_IN) -> Callable[[View], View]:
    """Return a decorator that hands a page its event; others sign in first, or are refused."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def opened(request: HttpRequest, event_id: int, **more: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            response = view(request, event_for(request, event_id, power), **more)
            response["X-Robots-Tag"] = "noindex"
            return response

        return opened

    return decorate


def door_wire(view: View) -> View:
    """Hand a view for the devices at the door its event; every answer is JSON.

    401 tells a device that nobody is signed in any more, 403 that this person may not, and 429 with
    `Retry-After` that it sends too much: then what it has is kept and sent later.
    """

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, event_id: int, **more: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return problem(_("You are signed out. Sign in again."), HTTPStatus.UNAUTHORIZED)
        seconds = wait_for("events.door", f"user {request.user.pk}")
        if seconds:
            said = _("Too many scans at once. They are kept and sent in a moment.")
            refused = problem(said, HTTPStatus.TOO_MANY_REQUESTS)
            refused["Retry-After"] = str(seconds)
            return refused
        try:
            event: EventPage = event_for(request, event_id, Power.CHECK_IN)
        except PermissionDenied:
            return problem(_("You may not check people in here."), HTTPStatus.FORBIDDEN)
        except Http404:
            return problem(_("There is no such event."), HTTPStatus.NOT_FOUND)
        return view(request, event, **more)

    return opened


def problem(text: str, status: HTTPStatus) -> JsonResponse:
    """Return what went wrong, in words."""
    return JsonResponse({"problem": text}, status=status)


def with_camera(response: HttpResponseBase) -> HttpResponseBase:
    """Allow a page the camera, which no other page of the site may use."""
    policy = settings.PERMISSIONS_POLICY.replace("camera=()", "camera=(self)")
    response["Permissions-Policy"] = policy
    return response
