"""Claims to belong to an organisation: made by members, decided by editors and stewards."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.directory import actions
from community.directory.open_claims import claims_before, founded_before
from community.directory.powers import is_steward
from community.directory.refusals import ClaimGone, NotYours
from community.directory.views.organisations import found_by
from community.members.actions import leave_organisation
from community.members.models import Affiliation, Organisation
from community.members.ratelimits import rate_limited
from community.members.views import MemberRequest

MOST: Final = 200


@never_cache
@login_required
@require_POST
@rate_limited("directory.claim")
def claim(request: MemberRequest, slug: str) -> HttpResponse:
    """Say that the member works here.

    Raises:
        Http404: there is no such organisation for this member.
    """
    shown = found_by(request.user, slug)
    try:
        place = actions.claim(user=request.user, organisation=shown)
    except NotYours as error:
        raise Http404 from error
    except ClaimGone:
        messages.info(request, _("You said so already."))
        return redirect("directory:organisation", shown.slug)
    if place.is_confirmed:
        messages.success(request, _("Your address proves it: you belong here."))
    else:
        messages.success(
            request, _("Noted. Somebody of the organisation, or a steward, confirms it.")
        )
    return redirect("directory:organisation", shown.slug)


@never_cache
@login_required
@require_POST
def leave(request: MemberRequest) -> HttpResponse:
    """End the member's place, wherever it is."""
    leave_organisation(user=request.user)
    messages.success(request, _("You no longer belong to an organisation here."))
    return redirect("directory:organisations")


@never_cache
@login_required
@require_safe
def claims(request: MemberRequest) -> HttpResponse:
    """List what a steward, or the editor of a page, has to decide.

    Raises:
        Http404: the member is neither.
    """
    waiting = claims_before(request.user)
    if waiting is None:
        raise Http404
    context = {
        "claims": waiting[:MOST],
        "founded": founded_before(request.user)[:MOST],
        "is_steward": is_steward(request.user),
    }
    return render(request, "directory/claims.html", context)


@never_cache
@login_required
@require_POST
def decide(request: MemberRequest, slug: str) -> HttpResponse:
    """Confirm or refuse one claim; of two who decide at the same time, one comes too late.

    Raises:
        Http404: there is no such organisation, or the member may not decide there.
    """
    shown = found_by(request.user, slug)
    deed = DEEDS.get(request.POST.get("deed", ""))
    number = request.POST.get("claim", "")
    if deed is None or not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Http404
    try:
        said = deed(request, shown, int(number))
    except NotYours as error:
        raise Http404 from error
    except ClaimGone:
        messages.info(request, _("This claim was decided or taken back meanwhile."))
    else:
        messages.success(request, said)
    return redirect("directory:claims")


def _confirm(request: MemberRequest, shown: Organisation, number: int) -> str:
    as_editor = request.POST.get("as_editor") == "on"
    place: Affiliation = actions.confirm(
        claim_id=number, organisation=shown, by=request.user, as_editor=as_editor
    )
    return _("%(name)s belongs to %(organisation)s.") % {
        "name": place.user.get_full_name(),
        "organisation": shown.name,
    }


def _refuse(request: MemberRequest, shown: Organisation, number: int) -> str:
    actions.refuse(claim_id=number, organisation=shown, by=request.user)
    return _("The claim is refused.")


DEEDS: Final[dict[str, Callable[[Any, Organisation, int], str]]] = {
    "confirm": _confirm,
    "refuse": _refuse,
}
