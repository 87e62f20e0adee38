"""What can be done at the door."""

from events.door.actions.arriving import check_in_by_code
from events.door.actions.closing import close_attendance, mark_absent
from events.door.actions.correcting import set_absent, set_present
from events.door.actions.forgetting import forget
from events.door.actions.reporting import bring_in_report, match_by_hand, take_over
from events.door.actions.scanning import Answer, Sighting, annul, record
from events.door.actions.ticketing import ensure_tickets, replace_ticket

__all__ = [
    "Answer",
    "Sighting",
    "annul",
    "bring_in_report",
    "check_in_by_code",
    "close_attendance",
    "ensure_tickets",
    "forget",
    "mark_absent",
    "match_by_hand",
    "record",
    "replace_ticket",
    "set_absent",
    "set_present",
    "take_over",
]
