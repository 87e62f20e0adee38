"""Events, what calendars know of them, and who comes, one noun a file."""

from events.models.calendar_entry import CalendarEntry
from events.models.event import EventPage
from events.models.event_index import EventIndexPage
from events.models.registration import Registration, State
from events.models.seats import Seats

__all__ = ["CalendarEntry", "EventIndexPage", "EventPage", "Registration", "Seats", "State"]
