"""What one does at an event's door: register, give the seat back, take the date home."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited
from events import actions
from events.appointments import file_for_anyone
from events.forms import GuestForm
from events.models import EventPage, Registration
from events.refusals import AlreadyRegistered, Busy, Refusal
from pages.context_processors import viewer

PAGE_AND_POST = ["GET", "HEAD", "POST"]


def prepare_page(request: HttpRequest, event: EventPage) -> None:
    """Give the request what an event's page shows beside the page: form, own registration."""
    person = _viewer(request)
    request.own_registration = _registration_of(person, event)  # type: ignore[attr-defined]
    if person is None:
        request.registration_form = GuestForm()  # type: ignore[attr-defined]


@csrf_exempt
@require_http_methods(PAGE_AND_POST)
@same_origin_only
@rate_limited("events.register", methods=("POST",))
def register(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Register a guest, or show the event's page again with what was typed and what is wrong.

    It neither reads nor sets a session. Opened as a page, it leads to the event.
    """
    event = _event(request, event_id)
    if request.method != "POST":
        return HttpResponseRedirect(event.get_url(request) or "/")
    form = GuestForm(request.POST)
    done = _see_other(reverse("events:sent", args=(event.pk,)))
    if form.is_from_a_machine:
        return done
    if not form.is_valid():
        return _page_again(request, event, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        actions.register_guest(event_id=event.pk, guest=form.guest(), language=_language())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        busy = isinstance(refusal, Busy)
        status = HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.CONFLICT
        return _page_again(request, event, form, status)
    return done


@require_safe
def sent(request: HttpRequest, event_id: int) -> HttpResponse:
    """Tell a guest to look into the mailbox, whatever became of the form."""
    return render(request, "events/sent.html", {"event": _event(request, event_id)})


@require_http_methods(PAGE_AND_POST)
def join(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Register a member with one press; somebody signed out meanwhile signs in first."""
    event = _event(request, event_id)
    address = event.get_url(request) or "/"
    if request.method != "POST":
        return HttpResponseRedirect(address)
    if not request.user.is_authenticated:
        return redirect_to_login(address)
    try:
        actions.register_member(event_id=event.pk, user=request.user, language=_language())
    except AlreadyRegistered as known:
        messages.info(request, str(known))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("You are registered. The calendar entry is on its way to your mailbox.")
        )
    return _see_other(address)


@require_http_methods(PAGE_AND_POST)
def leave(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Give a member's seat back, after a page that asks once."""
    event = _event(request, event_id)
    address = event.get_url(request) or "/"
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    mine = _registration_of(request.user, event)
    if mine is None:
        return HttpResponseRedirect(address)
    if request.method != "POST":
        context = {"registration": mine, "event": event, "cancel_url": request.path}
        return render(request, "events/cancel.html", context)
    try:
        actions.cancel_registration(registration_id=mine.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your registration is cancelled, and the seat is free again."))
    return _see_other(address)


@require_safe
def calendar_file(request: HttpRequest, event_id: int) -> HttpResponse:
    """Return the event for anyone's calendar, without the link to join."""
    event = _event(request, event_id)
    return calendar_response(file_for_anyone(event), event)


def calendar_response(data: bytes, event: EventPage) -> HttpResponse:
    """Return a calendar object as a file."""
    return HttpResponse(
        data,
        content_type="text/calendar; charset=utf-8; method=PUBLISH",
        headers={"Content-Disposition": f'attachment; filename="{event.slug}.ics"'},
    )


def _event(request: HttpRequest, event_id: int) -> EventPage:
    """Return a live event that this request may see.

    Raises:
        Http404: there is none; what is hidden from the public is not even named.
    """
    events = EventPage.objects.live().filter(alias_of=None)
    event: EventPage = get_object_or_404(events, pk=event_id)
    if any(not rule.accept_request(request) for rule in event.get_view_restrictions()):
        raise Http404
    return event


def _viewer(request: HttpRequest) -> Any:
    """Return the signed-in person; a stranger's session is not even touched."""
    return viewer(request)["viewer"]


def _registration_of(person: Any, event: EventPage) -> Registration | None:
    if person is None:
        return None
    mine = Registration.objects.filter(event_id=event.seat_owner_id).active()
    return mine.of_person(email=person.email, user=person).order_by("user_id", "pk").first()


def _page_again(
    request: HttpRequest, event: EventPage, form: GuestForm, status: HTTPStatus
) -> HttpResponseBase:
    """Return the event's page with the form as it was sent and its problems."""
    request.own_registration = None  # type: ignore[attr-defined]
    request.registration_form = form  # type: ignore[attr-defined]
    response: HttpResponse = event.serve(request)
    response.status_code = status
    response["Cache-Control"] = "no-store"
    return response


def _see_other(address: str) -> HttpResponseRedirect:
    """Return a redirect after a deed, so that reloading the next page repeats nothing."""
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _language() -> str:
    return get_language() or "en"
