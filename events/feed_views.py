"""Calendars to subscribe to: one of all events for everyone, one of the own seats for a member."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.members.models import mail_language
from community.members.ratelimits import rate_limited
from community.members.views import MemberRequest
from events.facets import FACETS, NoSuchChoice, chosen_from
from events.feeds import own_calendar, public_calendar, tag_of
from events.models import CalendarFeed
from events.models.event import MINUTE, SCOPE
from events.views import PAGE_AND_POST
from lane.showing import public
from outbox.rendering import absolute_url
from pages.calendars import MEDIA_TYPE, subscription


@require_safe
@public(SCOPE, params=tuple(FACETS), seconds=MINUTE)
def events_calendar(request: HttpRequest) -> HttpResponseBase:
    """Return the public events as a calendar, narrowed down by the facets that are named."""
    try:
        chosen = chosen_from(request.GET)
    except NoSuchChoice as wrong:
        return _plain(str(wrong), HTTPStatus.BAD_REQUEST)
    body, changed = public_calendar(chosen)
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response["Last-Modified"] = http_date(changed.timestamp())
    return _unless_known(request, response, changed=int(changed.timestamp()))


@require_safe
@rate_limited("events.feed")
def own_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Return a member's registrations to whoever holds the address; it asks nobody to sign in.

    It has no date of last change: registrations come and go without one. The tag tells.
    """
    owner = CalendarFeed.objects.opened_by(token)
    if owner is None:
        return _secret(_plain("There is no calendar at this address.", HTTPStatus.NOT_FOUND))
    with override(mail_language(owner)):
        response = HttpResponse(own_calendar(owner), content_type=MEDIA_TYPE)
    return _secret(_unless_known(request, response))


@never_cache
@login_required
@rate_limited("events.own_calendar", methods=("POST",))
@require_http_methods(PAGE_AND_POST)
def own_address(request: MemberRequest) -> HttpResponseBase:
    """Show what the address of the own calendar does; make a new one, shown once, or end it."""
    mine = CalendarFeed.objects
    here = reverse("events:own_address")
    if request.method != "POST":
        return render(request, "events/own_calendar.html", {"feed": mine.of(request.user).first()})
    if request.POST.get("decision") == "end":
        with transaction.atomic():
            mine.end(request.user)
        messages.success(request, _("The address works no more."))
        return HttpResponseRedirect(here, status=HTTPStatus.SEE_OTHER)
    with transaction.atomic():
        token = mine.renew(request.user)
    address = absolute_url(reverse("calendar_feeds:own", args=(token,)))
    context = {"feed": mine.of(request.user).first(), "address": address}
    response = render(
        request, "events/own_calendar.html", context | {"webcal": subscription(address)}
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


def _unless_known(
    request: HttpRequest, response: HttpResponse, changed: int | None = None
) -> HttpResponseBase:
    """Return the response with its tag, or 304 where the asker has it."""
    response["ETag"] = tag_of(response.content)
    found = get_conditional_response(
        request, etag=response["ETag"], last_modified=changed, response=response
    )
    return found or response


def _secret(response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer of an address that holds a secret: kept by nobody else, told to nobody."""
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _plain(words: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
