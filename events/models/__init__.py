"""Events, what calendars know of them, and who comes, one noun a file."""

from events.models.calendar_entry import CalendarEntry
from events.models.calendar_feed import CalendarFeed
from events.models.event import EventPage
from events.models.event_index import EventIndexPage
from events.models.registration import SEATED, Registration, State
from events.models.role import EventRole
from events.models.seats import Seats
from events.models.series import Series
from events.models.session import Session
from events.models.step import Actor, RegistrationStep

__all__ = [
    "SEATED",
    "Actor",
    "CalendarEntry",
    "CalendarFeed",
    "EventIndexPage",
    "EventPage",
    "EventRole",
    "Registration",
    "RegistrationStep",
    "Seats",
    "Series",
    "Session",
    "State",
]
