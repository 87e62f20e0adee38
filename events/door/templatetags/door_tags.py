"""Tickets on the pages and in the mails of others."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.door import room_codes
from events.door.actions.ticketing import ticket_code
from events.door.codes import grouped
from events.door.drawing import qr_code
from events.links import token_of
from events.models import EventPage, Registration
from outbox.rendering import absolute_url

register = template.Library()


@register.inclusion_tag("events/door/own_ticket.html")
def own_ticket(registration: Registration) -> dict[str, Any]:
    """Show somebody with a sure seat the own ticket; one query."""
    has_ticket = has_a_ticket(registration)
    return {
        "code": ticket_code(registration) if has_ticket else "",
        "address": _address(registration) if has_ticket else "",
    }


@register.simple_tag
def ticket_link(registration: Registration) -> str:
    """Return the full address of a ticket for a mail; empty where none is needed."""
    return absolute_url(_address(registration)) if has_a_ticket(registration) else ""


@register.simple_tag
def goes_on(event: EventPage) -> bool:
    """Return whether people may check in by themselves at this moment."""
    return room_codes.goes_on(event, timezone.now())


@register.filter
def ticket_picture(code: str) -> SafeString:
    """Return the code as a QR code."""
    return qr_code(code, _("Your ticket as a QR code"))


@register.filter
def in_groups(code: str) -> str:
    """Return the code in groups that the eye can follow."""
    return grouped(code)


def has_a_ticket(registration: Registration) -> bool:
    """Return whether somebody needs a ticket: a sure seat at an event with a door."""
    event = registration.event
    return registration.is_confirmed and event.is_on_site and not event.is_cancelled


def _address(registration: Registration) -> str:
    return reverse("door:ticket", args=(token_of(registration),))
