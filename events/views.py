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
from community.members.ratelimits import client_network, rate_limited, refusal, wait_for
from events import actions, parts
from events.appointments import file_for_anyone
from events.forms import GuestForm, JoinForm
from events.models import EventPage, Registration
from events.models.event import MINUTE, SCOPE
from events.refusals import AlreadyRegistered, Busy, Refusal
from events.rows import TEXTS, event_known
from lane.showing import public
from pages.context_processors import viewer
from pages.models.ways import may_be_restricted

PAGE_AND_POST = ["GET", "HEAD", "POST"]


def prepare_page(request: HttpRequest, event: EventPage) -> None:
    """Give the request what an event's page shows beside the page: form, own registration."""
    person = viewer_of(request)
    request.own_registration = registration_of(person, event)  # type: ignore[attr-defined]
    request.is_by_invitation = parts.are_shut(event)  # type: ignore[attr-defined]
    event.seats = parts.seats(event)
    form = JoinForm(event=event, user=person) if person else GuestForm(event=event)
    request.registration_form = form  # type: ignore[attr-defined]


@csrf_exempt
@require_http_methods(PAGE_AND_POST)
@same_origin_only
@rate_limited("events.register", methods=("POST",))
def register(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Register a guest, or show the event's page again with what was typed and what is wrong.

    It neither reads nor sets a session. Opened as a page, it leads to the event.
    """
    event = event_or_404(request, event_id, from_memory=request.method == "POST")
    if request.method != "POST":
        return HttpResponseRedirect(event.get_url(request) or "/")
    if seconds := _guesses_too_often(request, event):
        return refusal(request, seconds)
    form = GuestForm(request.POST, request.FILES, event=event)
    done = _see_other(reverse("events:sent", args=(event.pk,)))
    if form.is_from_a_machine:
        return done
    if not form.is_valid():
        return _page_again(request, event, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        actions.register_guest(event_id=event.pk, guest=form.guest(), language=_language())
    except Refusal as refused:
        form.add_error(None, str(refused))
        busy = isinstance(refused, Busy)
        status = HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.CONFLICT
        return _page_again(request, event, form, status)
    return done


@require_safe
@public(SCOPE, params=(), seconds=MINUTE)
def sent(request: HttpRequest, event_id: int) -> HttpResponse:
    """Tell a guest to look into the mailbox, whatever became of the form."""
    return render(request, "events/sent.html", {"event": event_or_404(request, event_id)})


@require_http_methods(PAGE_AND_POST)
def join(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Register a member with one press; somebody signed out meanwhile signs in first."""
    event = event_or_404(request, event_id)
    address = event.get_url(request) or "/"
    if request.method != "POST":
        return HttpResponseRedirect(address)
    if not request.user.is_authenticated:
        return redirect_to_login(address)
    if seconds := _guesses_too_often(request, event):
        return refusal(request, seconds)
    form = JoinForm(request.POST, request.FILES, event=event, user=request.user)
    if not form.is_valid():
        return _page_again(request, event, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        mine = actions.register_member(
            event_id=event.pk, user=request.user, language=_language(), given=form.given()
        )
    except AlreadyRegistered as known:
        messages.info(request, str(known))
    except Refusal as refused:
        return _refused_again(request, event, form, refused)
    else:
        messages.success(request, _said_of(mine))
    return _see_other(address)


def _refused_again(
    request: HttpRequest, event: EventPage, form: JoinForm, refused: Refusal
) -> HttpResponseBase:
    """Return what a member is told; nothing that was typed is lost."""
    if form.part_fields:
        form.add_error(None, str(refused))
        return _page_again(request, event, form, HTTPStatus.CONFLICT)
    messages.error(request, str(refused))
    return _see_other(event.get_url(request) or "/")


@require_http_methods(PAGE_AND_POST)
def leave(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Give a member's seat back, after a page that asks once."""
    event = event_or_404(request, event_id)
    address = event.get_url(request) or "/"
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    mine = registration_of(request.user, event)
    if mine is None:
        return HttpResponseRedirect(address)
    if request.method != "POST":
        context = {"registration": mine, "event": event, "cancel_url": request.path}
        return render(request, "events/cancel.html", context)
    try:
        actions.cancel_registration(registration_id=mine.pk)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        left = _("Your registration is cancelled, and the seat is free again.")
        had_seat = mine.has_seat
        messages.success(request, left if had_seat else _("Your registration is cancelled."))
    return _see_other(address)


@require_safe
def calendar_file(request: HttpRequest, event_id: int) -> HttpResponse:
    """Return the event for anyone's calendar, without the link to join."""
    event = event_or_404(request, event_id)
    return calendar_response(file_for_anyone(event), event)


def calendar_response(data: bytes, event: EventPage) -> HttpResponse:
    """Return a calendar object as a file."""
    return HttpResponse(
        data,
        content_type="text/calendar; charset=utf-8; method=PUBLISH",
        headers={"Content-Disposition": f'attachment; filename="{event.slug}.ics"'},
    )


def event_or_404(request: HttpRequest, event_id: int, *, from_memory: bool = False) -> EventPage:
    """Return a live event that this request may see.

    `from_memory`: as it was published, which is enough for the form; the deed reads it anew.

    Raises:
        Http404: there is none; what is hidden from the public is not even named.
    """
    event = _known(event_id) if from_memory else _find(event_id)
    restrictions = event.get_view_restrictions() if may_be_restricted(event) else ()
    if any(not rule.accept_request(request) for rule in restrictions):
        raise Http404
    return event


def _guesses_too_often(request: HttpRequest, event: EventPage) -> int:
    """Return how many seconds to wait for who sends codes too often; 0 when it is allowed."""
    if not parts.holds_secret(event, request.POST):
        return 0
    return wait_for("events.code", client_network(request))


def _known(event_id: int) -> EventPage:
    try:
        event = event_known(event_id)
    except EventPage.DoesNotExist as error:
        raise Http404 from error
    if not event.live:
        raise Http404
    return event


def _find(event_id: int) -> EventPage:
    events = EventPage.objects.live().filter(alias_of=None).select_related("entry")
    event: EventPage = get_object_or_404(events.defer(*TEXTS), pk=event_id)
    return event


def viewer_of(request: HttpRequest) -> Any:
    """Return the signed-in person; a stranger's session is not even touched."""
    return viewer(request)["viewer"]


def registration_of(person: Any, event: EventPage) -> Registration | None:
    """Return the active registration of a signed-in person; None for a stranger."""
    if person is None:
        return None
    mine = Registration.objects.filter(event_id=event.seat_owner_id).active()
    return mine.of_person(email=person.email, user=person).order_by("user_id", "pk").first()


def _page_again(
    request: HttpRequest, event: EventPage, form: GuestForm | JoinForm, status: HTTPStatus
) -> HttpResponseBase:
    """Return the event's page with the form as it was sent and its problems."""
    request.own_registration = registration_of(viewer_of(request), event)  # type: ignore[attr-defined]
    request.registration_form = form  # type: ignore[attr-defined]
    request.is_by_invitation = parts.are_shut(event)  # type: ignore[attr-defined]
    event.seats = parts.seats(event)
    response: HttpResponse = event.serve(request)
    response.status_code = status
    response["Cache-Control"] = "no-store"
    return response


def _see_other(address: str) -> HttpResponseRedirect:
    """Return a redirect after a deed, so that reloading the next page repeats nothing."""
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _said_of(mine: Registration) -> str:
    """Return what became of one press, in words."""
    if mine.is_waiting:
        said = _("You are on the waiting list, in place %(place)s. A mail confirms it.")
        return said % {"place": parts.place_in_line(mine)}
    if mine.is_to_approve:
        return _("The organisers look at your registration and write to you.")
    return _("You are registered. The calendar entry is on its way to your mailbox.")


def _language() -> str:
    return get_language() or "en"
