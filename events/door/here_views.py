"""Checking in by oneself: the code on the wall of the room, and the page to type it on."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.members.ratelimits import client_network, refusal, wait_for
from events.door import actions
from events.door.drawing import qr_code
from events.door.guards import door_page
from events.door.models import Verdict
from events.door.models.scan import COUNTING
from events.door.room_codes import goes_on, room_code, seconds_left
from events.models import EventPage, Registration, Session
from events.refusals import Refusal
from events.seat_views import by_link
from outbox.rendering import absolute_url

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@door_page()
def room(request: HttpRequest, event: EventPage) -> HttpResponseBase:
    """Show the code of this minute, large, for the wall of the room."""
    session = _session(request, event)
    context = {"event": event, "session": session, "sessions": event.sessions.all()}
    return render(request, "events/door/room.html", context | _shown(event, session))


@require_safe
@door_page()
def room_code_now(request: HttpRequest, event: EventPage) -> JsonResponse:
    """Return the code of this minute, as text and as a picture."""
    return JsonResponse(_shown(event, _session(request, event)))


@never_cache
@require_http_methods(PAGE_AND_POST)
def here(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Let a member with a seat type the code; somebody signed out signs in first."""
    events = EventPage.objects.live().filter(alias_of=None).select_related("entry")
    event = get_object_or_404(events, pk=event_id)
    user: Any = request.user
    is_hidden = any(not rule.accept_request(request) for rule in event.get_view_restrictions())
    if not user.is_authenticated:
        if is_hidden or request.method == "POST" or "sign-in" in request.GET:
            return redirect_to_login(request.get_full_path())
        context = {"event": event, "code": request.GET.get("code", "")[:40]}
        return render(request, "events/door/here_who.html", context)
    mine = Registration.objects.filter(event=event).active()
    registration = mine.of_person(email=user.email, user=user).order_by("user_id", "pk").first()
    if registration is None and is_hidden:
        raise Http404
    if registration is None:
        return render(request, "events/door/here.html", {"event": event, "is_stranger": True})
    registration.event = event
    return _here(request, registration)


@require_http_methods(PAGE_AND_POST)
@by_link
def here_by_link(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Let somebody with a seat type the code, known by the own link."""
    return _here(request, mine, token=token)


def _here(request: HttpRequest, mine: Registration, *, token: str = "") -> HttpResponse:
    event = mine.event
    problem: StrOrPromise = ""
    answer, status = None, HTTPStatus.OK
    if request.method == "POST":
        network = wait_for("events.here_network", client_network(request))
        if seconds := max(network, wait_for("events.here", str(mine.pk))):
            return refusal(request, seconds)
        try:
            code = request.POST.get("code", "")
            answer = actions.check_in_by_code(registration=mine, code=code)
        except Refusal as refused:
            problem, status = str(refused), HTTPStatus.CONFLICT
    if answer and answer.scan.verdict not in COUNTING:
        problem, status = answer.verdict.label, HTTPStatus.CONFLICT
    context = {
        "event": event,
        "registration": mine,
        "token": token,
        "problem": problem,
        "session": answer.scan.session if answer else None,
        "is_here": answer is not None and not problem,
        "was_here": answer is not None and answer.verdict == Verdict.DUPLICATE,
        "is_on": goes_on(event, timezone.now()),
        "code": (request.POST or request.GET).get("code", "")[:40] if not answer else "",
    }
    return render(request, "events/door/here.html", context, status=status)


def _shown(event: EventPage, session: Session | None) -> dict[str, Any]:
    now = timezone.now()
    code = room_code(event, session, now)
    address = absolute_url(reverse("door:here", args=(event.pk,)))
    return {
        "code": code,
        "address": address.partition("://")[2],
        "picture": str(qr_code(f"{address}?code={code}", code)),
        "seconds": seconds_left(now),
        "is_on": goes_on(event, now),
    }


def _session(request: HttpRequest, event: EventPage) -> Session | None:
    key = request.GET.get("session", "")
    if not key:
        return None
    if not key.isdecimal() or len(key) > 17:
        raise Http404
    return get_object_or_404(event.sessions.all(), pk=int(key))
