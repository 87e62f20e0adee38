"""A person's own registration, opened by the secret link in a mail.

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
from django.views.decorators.http import require_http_methods, require_safe

from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited
from events import actions
from events.appointments import file_for
from events.forms import DetailsForm
from events.links import UnknownLink, registration_behind
from events.models import Registration
from events.refusals import Busy, LinkExpired, LinkUsed, Refusal
from events.views import PAGE_AND_POST, calendar_response

View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Hand a view the registration behind its link instead of the token; guard what it answers.

    The address holds a secret: it is not cached, not indexed and not told to other sites. No
    session is needed, so a form here carries no token but must come from a page of ours.
    """

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            registration = registration_behind(token)
        except UnknownLink:
            response: HttpResponseBase = _message(request, "unknown", HTTPStatus.NOT_FOUND)
        else:
            response = view(request, token, registration)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    limited = rate_limited("events.token")(opened)
    return csrf_exempt(never_cache(same_origin_only(limited)))


@require_safe
@by_link
def registration(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Show where a registration stands and what can be done with it."""
    if mine.is_expired:
        return _message(request, "expired", HTTPStatus.GONE, mine)
    return _show(request, token, mine, _form_for(mine))


@require_http_methods(PAGE_AND_POST)
@by_link
def confirm(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Confirm a guest's registration; pressed twice, it says the same again."""
    if request.method != "POST":
        return _back(token)
    try:
        actions.confirm_registration(registration_id=mine.pk)
    except LinkUsed:
        return _back(token)
    except LinkExpired:
        return _message(request, "expired", HTTPStatus.GONE, mine)
    except Refusal as refusal:
        return _refused(request, refusal, mine)
    return _back(token)


@require_http_methods(PAGE_AND_POST)
@by_link
def cancel(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Give the seat back, after a page that asks once."""
    if request.method != "POST":
        if not mine.is_active:
            return _back(token)
        context = {"registration": mine, "event": mine.event, "cancel_url": request.path}
        return render(request, "events/cancel.html", context | {"keep_url": _address(token)})
    try:
        actions.cancel_registration(registration_id=mine.pk)
    except Refusal as refusal:
        return _refused(request, refusal, mine)
    return _back(token)


@require_http_methods(PAGE_AND_POST)
@by_link
def change(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Store what a person corrected, or show again what was typed and what is wrong."""
    if request.method != "POST":
        return _back(token)
    form = DetailsForm(request.POST)
    if not form.is_valid():
        response = _show(request, token, mine, form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
    try:
        actions.change_registration(registration_id=mine.pk, **form.answers())
    except LinkUsed:
        return _back(token)
    return HttpResponseRedirect(f"{_address(token)}?changed=1", status=HTTPStatus.SEE_OTHER)


@require_safe
@by_link
def own_calendar_file(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Return the event with the link to join, for somebody whose seat is sure."""
    if not mine.is_confirmed:
        return _back(token)
    return calendar_response(file_for(mine), mine.event)


def _form_for(mine: Registration) -> DetailsForm | None:
    if not mine.is_active or mine.event.is_over:
        return None
    group = mine.group.group.code if mine.group else None
    given: dict[str, Any] = {"name": mine.name, "organisation": mine.organisation}
    return DetailsForm(initial=given | {"needs": mine.needs, "group": group})


def _show(
    request: HttpRequest, token: str, mine: Registration, form: DetailsForm | None
) -> HttpResponse:
    context = {
        "registration": mine,
        "event": mine.event,
        "form": form,
        "token": token,
        "is_changed": "changed" in request.GET,
    }
    return render(request, "events/registration.html", context)


def _address(token: str) -> str:
    return reverse("events:registration", args=(token,))


def _back(token: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(token), status=HTTPStatus.SEE_OTHER)


def _refused(request: HttpRequest, refusal: Refusal, mine: Registration) -> HttpResponse:
    busy = isinstance(refusal, Busy)
    status = HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.CONFLICT
    return _message(request, "refused", status, mine, text=str(refusal))


def _message(
    request: HttpRequest,
    what: str,
    status: HTTPStatus,
    mine: Registration | None = None,
    text: str = "",
) -> HttpResponse:
    """Return a page that is only a message and says what to do."""
    context = {"what": what, "event": mine.event if mine else None, "text": text}
    return render(request, "events/message.html", context, status=status)
