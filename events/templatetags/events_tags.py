"""Pieces of this room on the pages of others: the next events, one's own registrations."""

from typing import Any

from django import template
from django.db.models import Q
from django.utils import timezone

from events import calendar_links as links
from events import desk_tabs as tabs
from events import parts
from events.links import token_of
from events.models import EventPage, Registration
from events.models.event import MINUTE, SCOPE
from lane.showing import hold, show
from pages.models.terms import load_related

register = template.Library()


@register.inclusion_tag("events/upcoming.html", takes_context=True)
def upcoming_events(context: template.Context, count: int = 3) -> dict[str, Any]:
    """Show the next events in the language of the page, as lines of a calendar; two queries."""
    show(SCOPE)
    hold(MINUTE)
    now = timezone.now()
    takes_place = {"is_cancelled": False, "is_postponed": False}
    events = EventPage.objects.live().listed().filter(alias_of=None, **takes_place)
    events = events.shown_to_all()
    events = events.upcoming(now)
    page, request = context.get("page"), context.get("request")
    if page is not None and page.locale_id:
        events = events.filter(locale_id=page.locale_id)
    coming = list(events.select_related("cover").with_seats(now)[:count])
    load_related(coming)
    return {"cards": [event.line(request) for event in coming]}


@register.inclusion_tag("events/my_registrations.html", takes_context=True)
def my_registrations(context: template.Context, count: int = 5) -> dict[str, Any]:
    """Show the signed-in person's registrations for events that are not over; two queries."""
    viewer = context.get("viewer")
    if viewer is None:
        return {"registrations": []}
    mine = Registration.objects.active().of_person(email=viewer.email, user=viewer)
    to_come = Q(event__end__gt=timezone.now()) | Q(event__is_postponed=True)
    coming = mine.filter(to_come).select_related("event")
    rows = list(coming.order_by("event__start", "pk")[:count])
    load_related([row.event for row in rows])
    return {"registrations": rows, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def desk_tabs(context: template.Context, current: str) -> list[dict[str, Any]]:
    """Return the tabs of an event's desk that the viewer may open."""
    return tabs.tabs_for(context["request"].user, context["event"], current)


@register.filter
def seat_token(registration: Registration) -> str:
    """Return the secret part of the link to a registration, for its owner's eyes only."""
    return token_of(registration)


@register.filter
def place_in_line(registration: Registration) -> int:
    """Return the place of somebody who waits, in the line of their kind of seat."""
    return parts.place_in_line(registration)


@register.simple_tag
def calendar_links(event: EventPage) -> list[tuple[str, str]]:
    """Return the calendars on the web into which an event goes by a link, each with its link."""
    return links.calendar_links(event)
