"""Closes the attendance of an event: who had a seat and was not seen did not come."""

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from events.door.actions.settling import is_there
from events.door.models import DoorBook
from events.door.refusals import NotOver
from events.models import Registration, State
from events.steps import move, staff

if TYPE_CHECKING:
    from community.members.models import User
    from events.models import EventPage

AT_ONCE: Final = 200  # registrations in one transaction


@transaction.atomic
def close_attendance(*, event: "EventPage", by: "User") -> DoorBook:
    """Note that attendance is closed; `mark_absent` does the rest, in portions.

    Raises:
        NotOver: the event still goes on.
    """
    if not event.is_over:
        raise NotOver
    book, _ = DoorBook.objects.select_for_update().get_or_create(event=event)
    if book.closed_at is None:
        book.closed_at, book.closed_by = timezone.now(), by
        book.save(update_fields=["closed_at", "closed_by"])
    return book


@transaction.atomic
def mark_absent(*, limit: int = AT_ONCE) -> int:
    """Mark some of those who had a sure seat at a closed event and were not seen.

    Return how many were looked at; 0 when nobody is left. Whoever scans late is marked present.
    """
    closed = DoorBook.objects.filter(closed_at__isnull=False)
    left = Registration.objects.filter(event__door_book__in=closed, state=State.CONFIRMED)
    found = left.select_for_update(of=("self",), skip_locked=True).select_related(
        "event__door_book__closed_by"
    )
    people = list(found.order_by("pk")[:limit])
    for registration in people:
        by = staff(registration.event.door_book.closed_by)
        to = State.ATTENDED if is_there(registration) else State.NO_SHOW
        move(registration, to, by=by)
    return len(people)
