"""An invitation, opened by the secret link in its mail.

Programs that scan mail open every link: a GET changes nothing, each deed has a button of its own.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited
from events.invitations import actions
from events.invitations.forms import InvitedForm
from events.invitations.links import invitation_behind
from events.invitations.models import Invitation
from events.links import UnknownLink, link_to
from events.refusals import AlreadyRegistered, Busy, Refusal
from pages.context_processors import viewer

View = Callable[..., HttpResponseBase]
PAGE = ["GET", "HEAD", "POST"]


def by_link(view: View) -> View:
    """Hand a view the invitation behind its link; guard what it answers, as for registrations."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            invitation = invitation_behind(token)
        except UnknownLink:
            context = {"what": "unknown", "event": None, "text": ""}
            status = HTTPStatus.NOT_FOUND
            response: HttpResponseBase = render(
                request, "events/message.html", context, status=status
            )
        else:
            response = view(request, token, invitation)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    limited = rate_limited("events.token")(opened)
    return csrf_exempt(never_cache(same_origin_only(limited)))


@require_http_methods(PAGE)
@by_link
def show(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponseBase:
    """Show the invitation with the form; take it."""
    event = invitation.event
    if request.method != "POST":
        group = invitation.group.code if invitation.group else None
        known = {"name": invitation.name, "group": group}
        return _page(request, token, invitation, InvitedForm(initial=known, event=event))
    if invitation.is_taken:
        return _to_registration(invitation)
    form = InvitedForm(request.POST, request.FILES, event=event)
    if not form.is_valid():
        return _page(request, token, invitation, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        mine = actions.accept(
            invitation=invitation,
            guest=form.guest(invitation.email),
            language=invitation.language,
            user=_person(request, invitation),
        )
    except AlreadyRegistered as known_already:
        mine = known_already.registration
    except Refusal as refusal:
        now = invitation_behind(token)
        if now.is_taken:  # by another press, a moment ago
            return _to_registration(now)
        form.add_error(None, str(refusal))
        busy = isinstance(refusal, Busy)
        status = HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.CONFLICT
        return _page(request, token, invitation, form, status)
    return HttpResponseRedirect(link_to(mine), status=HTTPStatus.SEE_OTHER)


@require_http_methods(["POST"])
@by_link
def seen(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponseBase:
    """Note that a person looks at the page; its script says so once somebody touches it."""
    actions.note_opened(invitation_id=invitation.pk)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_http_methods(PAGE)
@by_link
def decline(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponseBase:
    """Say no; once more says the same."""
    if request.method != "POST":
        return _back(token)
    try:
        actions.decline(invitation_id=invitation.pk)
    except Refusal as refusal:
        context = {"what": "refused", "event": invitation.event, "text": str(refusal)}
        return render(request, "events/message.html", context, status=HTTPStatus.CONFLICT)
    return _back(token)


@require_http_methods(PAGE)
@by_link
def opt_out(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponseBase:
    """Want no invitations any more: a page that asks, and one press, of a mail program too.

    Source: RFC 8058, section 3.2, for the press without a page.
    """
    is_done = request.method == "POST"
    if is_done:
        actions.opt_out(invitation_id=invitation.pk)
    context = {"event": invitation.event, "is_done": is_done, "keep_url": _address(token)}
    return render(request, "events/invitations/opt_out.html", context)


def _page(
    request: HttpRequest,
    token: str,
    invitation: Invitation,
    form: InvitedForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    mine = invitation.registration
    context: dict[str, Any] = {
        "invitation": invitation,
        "event": invitation.event,
        "form": form if invitation.is_open and not invitation.event.is_cancelled else None,
        "mine_url": link_to(mine) if mine and invitation.is_taken else "",
        "token": token,
    }
    return render(request, "events/invitations/invitation.html", context, status=status)


def _to_registration(invitation: Invitation) -> HttpResponseRedirect:
    return HttpResponseRedirect(link_to(invitation.registration), status=HTTPStatus.SEE_OTHER)  # type: ignore[arg-type]


def _person(request: HttpRequest, invitation: Invitation) -> Any:
    """Return the signed-in person when the invitation went to their address."""
    person = viewer(request)["viewer"]
    is_theirs = person is not None and person.email.lower() == invitation.email.lower()
    return person if is_theirs else None


def _address(token: str) -> str:
    return reverse("event_invitations:show", args=(token,))


def _back(token: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(token), status=HTTPStatus.SEE_OTHER)
