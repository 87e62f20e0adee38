"""The sets of events that have a name."""

from datetime import datetime
from typing import Self

from django.db.models import Count, Q

from events.models.registration import State
from pages.models.sets import CardQuerySet


class EventQuerySet(CardQuerySet):
    """Events by the time at which they happen."""

    def upcoming(self, now: datetime) -> Self:
        """Return the events that are not over, the next one first."""
        coming: Self = self.filter(end__gt=now).order_by("start", "pk")
        return coming

    def over(self, now: datetime) -> Self:
        """Return the events that are over, the latest first."""
        past: Self = self.filter(end__lte=now).order_by("-start", "-pk")
        return past

    def with_seats(self, now: datetime) -> Self:
        """Return the events with the number of their seats that are taken, in the same query."""
        held = Q(
            registrations__state=State.PENDING,
            registrations__expires_at__gt=now,
        )
        sure = Q(registrations__state=State.CONFIRMED)
        counted: Self = self.annotate(
            seats_confirmed=Count("registrations", filter=sure),
            seats_held=Count("registrations", filter=held),
        )
        return counted
