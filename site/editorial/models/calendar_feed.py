"""The private address under which a person's own calendar fetches the editorial one."""

from community.members.models import CalendarAddress


class CalendarFeed(CalendarAddress):
    """One address a person; a new one ends the old one."""
