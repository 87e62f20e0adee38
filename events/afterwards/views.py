"""What people answer after an event, by the secret link in a mail; a GET changes nothing."""

from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited
from events.afterwards import actions
from events.afterwards.actions.surveys import require_turn
from events.afterwards.forms import MeetingForm, OutcomeForm, SurveyForm
from events.afterwards.links import MEETINGS, SURVEY, is_brokerage, registration_for
from events.afterwards.models import Meeting, Outcome
from events.afterwards.refusals import AfterwardsRefusal, AnsweredAlready
from events.links import UnknownLink
from events.models import Registration

View = Callable[..., HttpResponseBase]
PAGE_AND_POST = ("GET", "HEAD", "POST")


def by_link(view: View, *, purpose: str) -> View:
    """Hand a view the registration behind its link; guard what it answers as a secret."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            registration = registration_for(token, purpose)
        except UnknownLink:
            response: HttpResponseBase = _plate(request, "unknown", HTTPStatus.NOT_FOUND)
        else:
            response = view(request, registration)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    limited = rate_limited("events.token")(opened)
    return csrf_exempt(never_cache(same_origin_only(limited)))


@require_http_methods(PAGE_AND_POST)
@partial(by_link, purpose=SURVEY)
def survey(request: HttpRequest, mine: Registration) -> HttpResponseBase:
    """Ask, and store the answers apart from who gave them."""
    try:
        asked = require_turn(mine)
        form = SurveyForm(request.POST or None, survey=asked)
        if form.is_valid():
            actions.answer(registration=mine, given=form.cleaned_data)
            return _plate(request, "thanks", HTTPStatus.OK, mine)
    except AnsweredAlready:
        return _plate(request, "thanks", HTTPStatus.OK, mine)
    except AfterwardsRefusal:
        return _plate(request, "closed", HTTPStatus.GONE, mine)
    if request.method == "POST" and not request.POST:
        form = SurveyForm({}, survey=asked)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = {"event": mine.event, "form": form}
    return render(request, "events/afterwards/survey.html", context, status=status)


@require_http_methods(PAGE_AND_POST)
@partial(by_link, purpose=MEETINGS)
def meetings(request: HttpRequest, mine: Registration) -> HttpResponseBase:
    """Show the meetings that a person recorded; take one more, or what has come of one."""
    if not is_brokerage(mine.event) or not mine.is_confirmed:
        return _plate(request, "closed", HTTPStatus.GONE, mine)
    deed = request.POST.get("deed", "add")
    if request.method != "POST":
        return _meetings(request, mine, MeetingForm())
    if deed == "add":
        return _add(request, mine)
    own = Meeting.objects.of(mine)
    number = request.POST.get("meeting", "")
    key = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    form = OutcomeForm(request.POST)
    if deed == "forget":
        actions.take_back_meeting(meetings=own, meeting_id=key)
    elif form.is_valid():
        outcome = form.cleaned_data["outcome"]
        actions.change_meeting(meetings=own, meeting_id=key, outcome=outcome)
    return _again(request)


def _add(request: HttpRequest, mine: Registration) -> HttpResponse:
    form = MeetingForm(request.POST)
    if form.is_valid():
        try:
            actions.record_meeting(event=mine.event, registration=mine, **form.cleaned_data)
        except AfterwardsRefusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _again(request)
    response = _meetings(request, mine, form)
    response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def _meetings(request: HttpRequest, mine: Registration, form: MeetingForm) -> HttpResponse:
    context = {
        "event": mine.event,
        "form": form,
        "meetings": Meeting.objects.of(mine),
        "outcomes": Outcome.choices,
    }
    return render(request, "events/afterwards/meetings.html", context)


def _again(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(request.path, status=HTTPStatus.SEE_OTHER)


def _plate(request: HttpRequest, what: str, status: HTTPStatus, mine: Any = None) -> HttpResponse:
    context = {"what": what, "event": mine.event if mine else None}
    return render(request, "events/afterwards/plate.html", context, status=status)
