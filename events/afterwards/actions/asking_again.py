"""Asks again, some months after a brokerage event, what has come of the meetings."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.afterwards import mails
from events.afterwards.models import Meeting
from events.models import Registration


@transaction.atomic
def ask_again(*, limit: int = 50) -> int:
    """Write to people whose meetings are open and were told of months ago; return to how many.

    Each person is asked once for all their meetings of an event.
    """
    now = timezone.now()
    before = now - timedelta(days=settings.EVENTS_ASK_AGAIN_DAYS)
    due = Meeting.objects.still_open().filter(
        asked_again_at=None, updated_at__lt=before, registration__isnull=False
    )
    keys = due.exclude(registration__name="").values("registration")
    people = Registration.objects.select_for_update(skip_locked=True, of=("self",))
    asked = list(people.filter(pk__in=keys).select_related("event", "user").order_by("pk")[:limit])
    for person in asked:
        mails.ask_what_came_of_it(person)
        Meeting.objects.of(person).update(asked_again_at=now)
    return len(asked)
