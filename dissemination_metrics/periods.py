"""A span of local days, as somebody asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from dissemination_metrics.days import ONE_DAY, bounds

FEW_DAYS: Final = 62


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included; without a first, since the beginning."""

    first: date | None
    last: date

    @property
    def is_cumulative(self) -> bool:
        """Whether it reaches back to the beginning of the action."""
        return self.first is None

    @property
    def end(self) -> datetime:
        """The moment at which the last day is over."""
        return bounds(self.last)[1]

    def __contains__(self, day: object) -> bool:
        """Return whether a date lies in it."""
        if not isinstance(day, date):
            return False
        return (self.first is None or self.first <= day) and day <= self.last


class Step(StrEnum):
    """What one bar of a chart stands for."""

    MONTH = "month"
    WEEK = "week"

    @classmethod
    def for_days(cls, first: date, last: date) -> "Step":
        """Return the step that gives a readable number of bars."""
        return cls.WEEK if (last - first).days < FEW_DAYS else cls.MONTH

    def beginning(self, day: date) -> date:
        """Return the first day of the month or (ISO) week in which a day lies."""
        return day.replace(day=1) if self is Step.MONTH else day - day.weekday() * ONE_DAY

    def after(self, begin: date) -> date:
        """Return the first day of the step that follows the one beginning there."""
        return self.beginning(begin + (32 if self is Step.MONTH else 7) * ONE_DAY)

    def before(self, day: date) -> date:
        """Return the first day of the last step that is over when a day begins."""
        return self.beginning(self.beginning(day) - ONE_DAY)

    def spans(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Yield beginning and last day of each step from `first` to `last`; the last may be cut."""
        begin = self.beginning(first)
        while begin <= last:
            after = self.after(begin)
            yield begin, min(after - ONE_DAY, last)
            begin = after


def months_earlier(day: date, number: int) -> date:
    """Return the first day of the month that lies `number` months before that of `day`."""
    index = day.year * 12 + day.month - 1 - number
    return day.replace(year=index // 12, month=index % 12 + 1, day=1)
