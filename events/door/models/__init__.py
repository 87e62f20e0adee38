"""What is written down at the door."""

from events.door.models.book import DoorBook
from events.door.models.report import AttendanceReport
from events.door.models.scan import Annulment, Scan, Verdict, Way
from events.door.models.stay import Stay
from events.door.models.ticket import Ticket

__all__ = [
    "Annulment",
    "AttendanceReport",
    "DoorBook",
    "Scan",
    "Stay",
    "Ticket",
    "Verdict",
    "Way",
]
