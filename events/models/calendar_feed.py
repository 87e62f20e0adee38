"""The private address under which a member's own calendar fetches the member's registrations."""

from community.members.models import CalendarAddress


class CalendarFeed(CalendarAddress):
    """One address a member; a new one ends the old one."""
