"""Hands a photograph to those to whom its owner shows it, and to nobody else."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from community.members import photos
from community.members.changes import SCOPE
from community.members.seeing import everyone_sees, sees
from lane.showing import offer

MINUTES_IN_A_BROWSER = 10  # a page of the directory shows two dozen, again and again


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponse:
    """Return the file of this name.

    What everyone sees costs no question about who asks, and the anonymous lane keeps it for
    strangers; all else is kept for some minutes by the browser that got it.

    Raises:
        Http404: there is none, or the viewer does not see it; both look the same.
    """
    profile = photos.owner_of(name)
    if profile is None:
        raise Http404
    is_public = everyone_sees(profile, "photo")
    if not is_public and not sees(request.user, profile, "photo"):
        raise Http404
    try:
        answer = HttpResponse(photos.read(name), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
    answer["X-Robots-Tag"] = "noindex"
    if is_public and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        offer(SCOPE, params=())
    else:
        patch_cache_control(answer, private=True, max_age=MINUTES_IN_A_BROWSER * 60)
    return answer
