"""The public page of a person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.directory.actions.letters import is_asked, takes_letters
from community.directory.powers import may_write
from community.directory.rows import is_seen
from community.directory.views.requests import kept
from community.members.models import Audience, Profile, User
from community.members.seeing import Shown, audience_between, shown_to
from search.views import viewer_of


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Show of a person what they show to the viewer.

    Raises:
        Http404: nobody has the handle, or nobody whom this viewer may meet.
    """
    viewer = viewer_of(request)
    shown = met(viewer, handle)
    owner = shown.profile.user
    context = {
        "shown": shown,
        "person": owner,
        "profile": shown.profile,
        "is_own": shown.audience == Audience.NOBODY,
        "tells_nothing": not shown.fields,
        "may_write": viewer is not None
        and viewer.pk != owner.pk
        and (may_write(viewer) or is_asked(viewer, by=owner))
        and takes_letters(shown.profile, viewer),
    }
    return kept(render(request, "directory/person.html", context), viewer)


def met(viewer: User | None, handle: str, *, asked: bool = False) -> Shown:
    """Return somebody as the viewer may meet them; with `asked` also who wrote to the viewer.

    Raises:
        Http404: nobody has the handle, the account is closed, or they show nothing to this viewer.
    """
    named = Profile.objects.with_handle(handle).filter(user__is_active=True)
    profile = named.with_terms().first()
    if profile is None:
        raise Http404
    audience = audience_between(viewer, profile.user) if viewer else Audience.EVERYONE
    shown = shown_to(audience, profile)
    is_met = is_seen(shown) or (asked and viewer and is_asked(viewer, by=profile.user))
    if not is_met:
        raise Http404
    return shown
