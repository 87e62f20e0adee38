"""Meetings at brokerage events: recorded by one side or the staff, and told again later."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from events.afterwards.models import Meeting
from events.afterwards.refusals import TooManyMeetings
from events.ical import one_line
from events.models import EventPage, Registration

if TYPE_CHECKING:
    from community.members.models import User

MOST = 60  # that one person may record


@transaction.atomic
def record_meeting(
    *,
    event: EventPage,
    other_side: str,
    outcome: str,
    note: str = "",
    registration: Registration | None = None,
    one_side: str = "",
    by: "User | None" = None,
) -> Meeting:
    """Return a meeting, stored. Told by a person, their organisation is the one side.

    Raises:
        TooManyMeetings: the person recorded sixty.
    """
    if registration is not None:
        Registration.objects.select_for_update().get(pk=registration.pk)
        if Meeting.objects.of(registration).count() >= MOST:
            raise TooManyMeetings
        one_side = registration.organisation or registration.name
    meeting: Meeting = Meeting.objects.create(
        event=event,
        registration=registration,
        one_side=one_line(one_side)[:200],
        other_side=one_line(other_side)[:200],
        outcome=outcome,
        note=one_line(note)[:500],
        recorded_by=by,
    )
    return meeting


def change_meeting(*, meetings: Any, meeting_id: int, outcome: str) -> bool:
    """Write what has come of a meeting among these; return whether it is one of them."""
    found = meetings.filter(pk=meeting_id)
    return bool(found.update(outcome=outcome, updated_at=timezone.now()))


def take_back_meeting(*, meetings: Any, meeting_id: int) -> bool:
    """Delete a meeting among these; return whether there was one."""
    deleted, _each = meetings.filter(pk=meeting_id).delete()
    return bool(deleted)
