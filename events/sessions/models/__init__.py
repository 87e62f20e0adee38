"""Who signed up for which session."""

from events.sessions.models.seat import SessionSeat, taken_in

__all__ = ["SessionSeat", "taken_in"]
