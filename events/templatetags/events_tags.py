"""Pieces of this room on the pages of others: the next events, one's own registrations."""

from typing import Any

from django import template
from django.utils import timezone

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
    events = EventPage.objects.live().filter(alias_of=None, is_cancelled=False).upcoming(now)
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
    coming = mine.filter(event__end__gt=timezone.now()).select_related("event")
    rows = list(coming.order_by("event__start", "pk")[:count])
    load_related([row.event for row in rows])
    return {"registrations": rows, "request": context.get("request")}


@register.filter
def seat_token(registration: Registration) -> str:
    """Return the secret part of the link to a registration, for its owner's eyes only."""
    return token_of(registration)
