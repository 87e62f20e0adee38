"""Whom an event lets in: how many, whether staff decide, and what happens when it is full."""

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.schedule import Scheduled
from events.times import in_daytime


class Admitting(Scheduled):
    """Something with a time, with seats and a way to them."""

    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: there is room for everyone."),
    )
    needs_approval = models.BooleanField(
        _("we decide on each registration"),
        default=False,
        db_default=False,
        help_text=_("Nobody has a seat before you approve it under Registrations."),
    )
    has_waiting_list = models.BooleanField(
        _("has a waiting list"),
        default=False,
        db_default=False,
        help_text=_("When all seats are taken people queue up; a free seat is offered in turn."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to accept an offered seat"),
        default=48,
        db_default=48,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 14)],
        help_text=_(
            "An offer never ends between 22:00 and 8:00 at the place of the event,"
            " nor after registration closes."
        ),
    )

    class Meta:
        abstract = True

    def line_ends(self) -> datetime:
        """Return when those still in line are told that there is no seat.

        When registration closes, or the next morning where that is at night; but not after the
        event has begun.
        """
        closes = self.closes_at
        return min(in_daytime(closes, self.time_zone), max(closes, self.start))

    def offer_ends(self, now: datetime) -> datetime:
        """Return the end of an offer made at `now`: by day, and not after registration closes.

        An offer that would outlive the close ends with it, or the evening before where that is
        still to come.
        """
        ends = in_daytime(now + timedelta(hours=self.offer_hours), self.time_zone)
        if ends <= self.closes_at:
            return ends
        evening = in_daytime(self.closes_at, self.time_zone, is_latest=True)
        return evening if evening > now else self.closes_at
