"""What the views of this room share: who asks, and how an answer is kept."""

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

from community.members.changes import SCOPE
from community.members.models import User
from lane.showing import offer


def kept(
    answer: HttpResponse, viewer: User | None, *, params: tuple[str, ...] = ()
) -> HttpResponse:
    """Return an answer that the lane keeps for visitors, and nobody for a member."""
    if viewer is None:
        offer(SCOPE, params=params)
    else:
        add_never_cache_headers(answer)
    return answer
