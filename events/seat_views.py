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
from events import actions, parts
from events.appointments import file_for
from events.forms import DetailsForm
from events.links import UnknownLink, registration_behind, row_behind
from events.models import Registration
from events.models.shown import materials_for
from events.refusals import AlreadyRegistered, Busy, LinkExpired, LinkUsed, OfferOver, Refusal
from events.rows import event_known
from events.views import PAGE_AND_POST, calendar_response
from lane.memory import may_keep

View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Hand a view the registration behind its link instead of the token; guard what it answers.

    The address holds a secret: it is not cached, not indexed and not told to other sites. No
    session is needed, so a form here carries no token but must come from a page of ours.
    """

    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        try:
            registration = _behind(request, token)
        except UnknownLink:
            response: HttpResponseBase = _message(request, "unknown", HTTPStatus.NOT_FOUND)
        else:
            response = view(request, token, registration, **more)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    limited = rate_limited("events.token")(opened)
    return csrf_exempt(never_cache(same_origin_only(limited)))


def _behind(request: HttpRequest, token: str) -> Registration:
    """Return the registration with its event, as was published where a deed reads more itself.

    Raises:
        UnknownLink: the link leads nowhere.
    """
    if request.method != "POST":
        return registration_behind(token)
    mine = row_behind(token)
    if may_keep():
        mine.event = event_known(mine.event_id)  # from here on the deed finds it in memory
    return mine


@require_safe
@by_link
def registration(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Show where a registration stands and what can be done with it; on demand, the form."""
    if mine.is_expired:
        return _expired(request, mine)
    form = _form_for(mine) if "correct" in request.GET and _can_correct(mine) else None
    return _show(request, token, mine, form)


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
        return _expired(request, mine)
    except Refusal as refusal:
        return _refused(request, refusal, mine)
    return _back(token)


@require_http_methods(PAGE_AND_POST)
@by_link
def accept(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Take the seat that was offered; pressed twice, or in two tabs, it says the same again."""
    return _answer(request, token, mine, actions.accept_offer)


@require_http_methods(PAGE_AND_POST)
@by_link
def decline(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Let the offered seat go to the next in the line."""
    return _answer(request, token, mine, actions.decline_offer)


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
        return HttpResponseRedirect(f"{_address(token)}?correct=1", status=HTTPStatus.SEE_OTHER)
    form = DetailsForm(request.POST, request.FILES, event=mine.event, mine=mine, user=mine.user)
    if not form.is_valid():
        response = _show(request, token, mine, form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
    try:
        actions.change_registration(registration_id=mine.pk, given=form.given(), **form.answers())
    except LinkUsed:
        return _back(token)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        response = _show(request, token, mine, form)
        response.status_code = _status_of(refusal)
        return response
    return HttpResponseRedirect(f"{_address(token)}?changed=1", status=HTTPStatus.SEE_OTHER)


@require_safe
@by_link
def own_calendar_file(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Return the event with the link to join, for somebody whose seat is sure."""
    if not mine.is_confirmed:
        return _back(token)
    return calendar_response(file_for(mine), mine.event)


def _answer(
    request: HttpRequest, token: str, mine: Registration, deed: Callable[..., Registration]
) -> HttpResponseBase:
    """Do what a person answers to an offer; opened as a page, lead to the two buttons."""
    if request.method != "POST":
        return _back(token)
    try:
        deed(registration_id=mine.pk)
    except AlreadyRegistered:
        return _back(token)
    except OfferOver:
        return _message(request, "offer", HTTPStatus.GONE, mine)
    except Refusal as refusal:
        return _refused(request, refusal, mine)
    return _back(token)


def _expired(request: HttpRequest, mine: Registration) -> HttpResponse:
    """Return what to do when no answer came in time."""
    was_in_line = mine.waiting_since is not None
    return _message(request, "offer" if was_in_line else "expired", HTTPStatus.GONE, mine)


def _can_correct(mine: Registration) -> bool:
    return mine.is_active and not (mine.event.is_over or mine.event.is_cancelled)


def _form_for(mine: Registration) -> DetailsForm:
    group = mine.group.group.code if mine.group else None
    given: dict[str, Any] = {"name": mine.name, "organisation": mine.organisation}
    country = mine.country.code if mine.country else None
    known = given | {"needs": mine.needs, "group": group, "country": country}
    return DetailsForm(initial=known, event=mine.event, mine=mine, user=mine.user)


def _show(
    request: HttpRequest, token: str, mine: Registration, form: DetailsForm | None
) -> HttpResponse:
    context = {
        "registration": mine,
        "event": mine.event,
        "form": form,
        "token": token,
        "can_correct": _can_correct(mine),
        "is_changed": "changed" in request.GET,
        "more_links": parts.links(mine),
        "materials": materials_for(mine.event, mine),
        "lines": parts.words([mine]).get(mine.pk, ()),
    }
    return render(request, "events/registration.html", context)


def _address(token: str) -> str:
    return reverse("events:registration", args=(token,))


def _back(token: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(token), status=HTTPStatus.SEE_OTHER)


def _refused(request: HttpRequest, refusal: Refusal, mine: Registration) -> HttpResponse:
    return _message(request, "refused", _status_of(refusal), mine, text=str(refusal))


def _status_of(refusal: Refusal) -> HTTPStatus:
    busy = isinstance(refusal, Busy)
    return HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.CONFLICT


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
