"""When an event happens and when one may register, by the clock of its place."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.times import (
    clock,
    hours_text,
    moment_text,
    on_the_wall,
    time_zones,
    when_text,
)


class Scheduled(models.Model):
    """Something with a start, an end and a clock."""

    start = models.DateTimeField(_("starts"))
    end = models.DateTimeField(_("ends"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        choices=time_zones,
        default="Europe/Brussels",
        help_text=_("All times on this page are by the clock of this place."),
    )
    registration_opens = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes = models.DateTimeField(_("registration closes"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse times in the wrong order.

        Raises:
            ValidationError: a time lies before the one that it must follow.
        """
        super().clean()
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("An event ends after it starts.")})
        if self.end and self.registration_closes and self.registration_closes > self.end:
            raise ValidationError({"registration_closes": _("Close before the event is over.")})
        if self._opens_too_late():
            raise ValidationError({"registration_opens": _("Open before registration closes.")})

    def _opens_too_late(self) -> bool:
        opens, closes = self.registration_opens, self.closes_at
        return bool(opens and closes and opens >= closes)

    @property
    def closes_at(self) -> datetime:
        """The moment at which registration ends: as the editor says, else at the start."""
        return self.registration_closes or self.start

    @property
    def day(self) -> datetime:
        """Day and time by the clock of the place, without a zone."""
        return on_the_wall(self.start, self.time_zone)

    @property
    def start_stamp(self) -> str:
        """The start for machines, with the offset of the place (ISO 8601)."""
        return self.start.astimezone(clock(self.time_zone)).isoformat()

    @property
    def end_stamp(self) -> str:
        """The end for machines, with the offset of the place (ISO 8601)."""
        return self.end.astimezone(clock(self.time_zone)).isoformat()

    @property
    def when_text(self) -> str:
        """Day, time and place in words."""
        return when_text(self.start, self.end, self.time_zone)

    @property
    def hours_text(self) -> str:
        """The hours in words, for where the day is shown already."""
        return hours_text(self.start, self.end, self.time_zone)

    @property
    def opens_text(self) -> str:
        """When registration opens, in words; empty where it is open from the start."""
        opens = self.registration_opens
        return moment_text(opens, self.time_zone) if opens else ""

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.end <= timezone.now()
