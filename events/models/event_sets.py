"""The sets of events that have a name."""

from datetime import datetime, timedelta
from typing import Final, Self

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    TextField,
)
from django.db.models.functions import Cast, Length
from django.db.models.lookups import GreaterThan
from wagtail.models import PageViewRestriction

from events.models.registration import SEATED, State, is_held
from pages.models.sets import CardQuerySet

PAST_STAY: Final = timedelta(days=61)  # in calendars that somebody subscribed to
CANCELLED_STAY: Final = timedelta(days=30)


class EventQuerySet(CardQuerySet):
    """Events by the time at which they happen."""

    def listed(self) -> Self:
        """Return the events that lists, calendars and feeds may show."""
        shown: Self = self.filter(is_unlisted=False)
        return shown

    def upcoming(self, now: datetime) -> Self:
        """Return the events that are not over, the next one first, those without a day last."""
        to_come = Q(end__gt=now) | Q(is_postponed=True)
        coming: Self = self.filter(to_come).order_by("is_postponed", "start", "pk")
        return coming

    def over(self, now: datetime) -> Self:
        """Return the events that are over, the latest first."""
        past: Self = self.filter(end__lte=now, is_postponed=False).order_by("-start", "-pk")
        return past

    def in_calendars(self, now: datetime) -> Self:
        """Return what subscribed calendars show: coming, just past, and for a while what is off.

        Nobody sees a cancellation that is not there any more, so it stays a month after the page
        was last published; so does what is postponed.
        """
        shown: Self = self.filter(
            Q(is_cancelled=False, is_postponed=False)
            | Q(last_published_at__gt=now - CANCELLED_STAY),
            end__gt=now - PAST_STAY,
        )
        return shown

    def shown_to_all(self, *, above: int = 0) -> Self:
        """Return the events that are not private; a restriction at or above a depth is no matter.

        A list that is itself for members only still lists what is in it.
        """
        restrictions = PageViewRestriction.objects.annotate(
            outer=ExpressionWrapper(OuterRef("path"), output_field=CharField())
        ).filter(outer__startswith=F("page__path"), page__depth__gt=above)
        shown: Self = self.filter(~Exists(restrictions))
        return shown

    def with_remains(self) -> Self:
        """Return the events with whether anything can be looked at again."""
        empty = len("[]")
        size = Length(Cast("materials", TextField()))
        marked: Self = self.annotate(
            has_remains=ExpressionWrapper(
                ~Q(results="") | GreaterThan(size, empty), output_field=BooleanField()
            )
        )
        return marked

    def with_seats(self, now: datetime) -> Self:
        """Return the events with the number of their seats that are taken, in the same query."""
        sure = Q(registrations__state__in=SEATED)
        counted: Self = self.annotate(
            seats_confirmed=Count("registrations", filter=sure),
            seats_held=Count("registrations", filter=is_held(now, "registrations__")),
            seats_waiting=Count("registrations", filter=Q(registrations__state=State.WAITING)),
        )
        return counted
