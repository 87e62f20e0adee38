"""What this room does when it hears of something."""

from community.datarights import returning, tasks
from community.datarights.signals import export_asked
from community.members.leaving import register_way_back


def connect() -> None:
    """Wake a worker for each wish for a copy; offer the way back to those who left."""
    export_asked.connect(tasks.wake, dispatch_uid="datarights.wake")
    register_way_back(returning.WAY)
