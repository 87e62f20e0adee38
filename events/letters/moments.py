"""Reckons when a planned mail is due, by the clock on the wall of its event."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.times import EVENING, MORNING, NoSuchTime, from_the_wall, in_daytime, on_the_wall

JUMP: Final = timedelta(hours=1)  # what the clocks leave out in spring
SHORT_NOTICE: Final = timedelta(hours=1)  # people are up then, whatever the hour


class Anchor(TextChoices):
    """From where the time is counted, and in which direction."""

    BEFORE_START = "before-start", _("before the start")
    AFTER_START = "after-start", _("after the start")
    BEFORE_END = "before-end", _("before the end")
    AFTER_END = "after-end", _("after the end")


class Unit(TextChoices):
    """What is counted."""

    HOURS = "hours", _("hours")
    DAYS = "days", _("days")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """So many hours or days from an anchor; days may name an hour of the day."""

    number: int
    unit: str
    anchor: str
    at_time: time | None = None

    @property
    def is_before(self) -> bool:
        """Whether it comes before its anchor."""
        return self.anchor in {Anchor.BEFORE_START, Anchor.BEFORE_END}

    @property
    def is_from_start(self) -> bool:
        """Whether it hangs on the start, not on the end."""
        return self.anchor in {Anchor.BEFORE_START, Anchor.AFTER_START}

    @property
    def span(self) -> timedelta:
        """The time from the anchor, negative before it."""
        span = timedelta(**{self.unit: self.number})
        return -span if self.is_before else span


def due_at(*, start: datetime, end: datetime, zone: str, rule: Rule) -> datetime:
    """Return the moment (UTC) at which a mail is due.

    A day is the same hour of another day, also across the nights on which clocks change; an hour
    is sixty minutes. What falls into the night waits for the morning, or where that is too late
    comes the evening before; one hour is short enough to be kept.
    """
    anchor = start if rule.is_from_start else end
    if rule.unit == Unit.HOURS:
        moment = anchor + rule.span
        if abs(rule.span) <= SHORT_NOTICE:
            return moment
    else:
        moment = _other_day(anchor, zone, rule)
    morning = in_daytime(moment, zone)
    if rule.is_before and morning >= anchor:
        return in_daytime(moment, zone, is_latest=True)
    return morning


def is_at_night(shown: time) -> bool:
    """Return whether an hour of the day is one at which nobody is written to."""
    return not MORNING <= shown <= EVENING


def _other_day(anchor: datetime, zone: str, rule: Rule) -> datetime:
    shown = on_the_wall(anchor, zone) + rule.span
    if rule.at_time:
        shown = datetime.combine(shown, rule.at_time)
    try:
        return from_the_wall(shown, zone)
    except NoSuchTime:
        return from_the_wall(shown + JUMP, zone)
