"""A series in public: its dates, registering for several of them at once, its calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited
from events import actions
from events.appointments import feed_for_anyone
from events.feeds import tag_of
from events.models import EventPage, Registration, Series
from events.models.event import MINUTE, SCOPE
from events.refusals import Refusal
from events.series.dates import Dates, dates_of, public_events
from events.series.forms import GuestDatesForm, MemberDatesForm
from events.views import PAGE_AND_POST, viewer_of
from lane.showing import public
from outbox.rendering import absolute_url
from pages.calendars import MEDIA_TYPE, subscription
from pages.models.terms import load_related

Form = MemberDatesForm | GuestDatesForm


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one of several dates."""

    event: EventPage
    text: str
    is_good: bool


@require_safe
@public(SCOPE, params=(), seconds=MINUTE)
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all dates of a series, and one form for several of them."""
    series = get_object_or_404(Series, slug=slug)
    dates = dates_of(series, timezone.now())
    person = viewer_of(request)
    return _show(request, series, dates, _form(dates, person) if dates.open else None)


@csrf_exempt
@require_http_methods(PAGE_AND_POST)
@same_origin_only
@rate_limited("events.register", methods=("POST",))
def register(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Register for each of the chosen dates through the one door; tell what became of each."""
    series = get_object_or_404(Series, slug=slug)
    dates = dates_of(series, timezone.now())
    if request.method != "POST" or not dates.open:
        return HttpResponseRedirect(series.get_absolute_url())
    person = viewer_of(request)
    form = _form(dates, person, request.POST)
    if isinstance(form, GuestDatesForm) and form.is_from_a_machine:
        return HttpResponseRedirect(series.get_absolute_url(), status=HTTPStatus.SEE_OTHER)
    if not form.is_valid():
        response = _show(request, series, dates, form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        response["Cache-Control"] = "no-store"
        return response
    known = {event.pk: event for event in dates.open}
    outcomes = [_register_for(known[key], form, person) for key in form.chosen()]
    context = {"series": series, "outcomes": outcomes, "is_guest": person is None}
    response = render(request, "events/series/done.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@public(SCOPE, params=(), seconds=MINUTE)
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the dates of a series as a calendar to subscribe to."""
    series = get_object_or_404(Series, slug=slug)
    found = list(public_events(series).in_calendars(timezone.now()).order_by("start", "pk"))
    load_related(found)
    response = HttpResponse(feed_for_anyone(found, name=series.title), content_type=MEDIA_TYPE)
    response["ETag"] = tag_of(response.content)
    return response


def _form(dates: Dates, person: Any, data: Any = None) -> Form:
    kind: type[Form] = MemberDatesForm if person else GuestDatesForm
    return kind(data, events=dates.open)


def _show(request: HttpRequest, series: Series, dates: Dates, form: Form | None) -> HttpResponse:
    address = absolute_url(reverse("event_series:calendar", args=(series.slug,)))
    context = {
        "series": series,
        "coming": [event.line(request) for event in dates.coming],
        "past": [event.line(request) for event in dates.past],
        "form": form,
        "calendar_address": address,
        "calendar_webcal": subscription(address),
    }
    return render(request, "events/series/series.html", context)


def _register_for(event: EventPage, form: Form, person: Any) -> Outcome:
    """Register for one date; a refusal leaves the other dates alone."""
    language = get_language() or "en"
    deed: Callable[[], Registration]
    if isinstance(form, GuestDatesForm):
        deed = partial(
            actions.register_guest, event_id=event.pk, guest=form.guest(), language=language
        )
    else:
        deed = partial(actions.register_member, event_id=event.pk, user=person, language=language)
    try:
        done = deed()
    except Refusal as refusal:
        return Outcome(event=event, text=str(refusal), is_good=False)
    return Outcome(event=event, text=_said_of(done, person), is_good=True)


def _said_of(done: Registration, person: Any) -> str:
    """Return what became of one date; a guest learns it by mail only."""
    if person is None:
        return _("A mail is on its way: press the link in it.")
    if done.is_waiting:
        return _("You are on the waiting list.")
    if done.is_to_approve:
        return _("The organisers look at your registration and write to you.")
    return _("You are registered.")
