"""What a page says of an event in a few words: place, seats, and why the door is shut."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from events.models.event import EventPage
    from events.models.seats import Seats


class Door(StrEnum):
    """Whether one may register now, seats aside."""

    OPEN = "open"
    NOT_YET = "not-yet"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    OVER = "over"


def place_text(event: "EventPage") -> str:
    """Return where an event happens, in one line, without the link to join."""
    country = event.country.label if event.country else ""
    room = ", ".join(filter(None, (event.venue, event.address, event.city, country)))
    if not event.is_online:
        return room
    if not event.is_on_site:
        return _("Online")
    return _("%(room)s, and online") % {"room": room} if room else _("On site and online")


def seats_text(event: "EventPage") -> str:
    """Return how many seats are left, honestly; empty where there is room for everyone."""
    return event.standing_text or left_text(event.seats)


def left_text(seats: "Seats") -> str:
    """Return how many seats are left in words; empty where there is room for everyone."""
    if seats.left is None:
        return ""
    if seats.may_come_back:
        return _("No seat free just now")
    if seats.are_gone:
        return _("Full")
    return ngettext(
        "%(left)s of %(all)s seats left", "%(left)s of %(all)s seats left", seats.left
    ) % {"left": seats.left, "all": seats.capacity}
