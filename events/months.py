"""A month of events as a table of weeks, for eyes and for screen readers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from events.times import clock_text, on_the_wall

WEEK: Final = 7
DAY: Final = timedelta(days=1)
LONGEST: Final = 62  # days of one event that are shown; nobody meets for longer


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event on one of its days."""

    event: Any
    url: str
    when: str  # the hour on its first day, "day 2 of 3" on the others
    is_off: bool


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day with what happens on it; of a neighbouring month it is only a number."""

    date: date
    is_in_month: bool
    is_today: bool
    entries: list[Entry]


@dataclass(frozen=True, kw_only=True)
class Month:
    """The weeks of a month, Monday first (ISO 8601), and the months to which one may turn."""

    first: date
    weeks: list[list[Day]]
    before: date | None
    after: date | None

    @property
    def weekdays(self) -> list[str]:
        """The names of the days, Monday first."""
        return [str(WEEKDAYS[number]) for number in range(WEEK)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing happens in it."""
        return not any(day.entries for week in self.weeks for day in week)


def next_month(first: date) -> date:
    """Return the first day of the month after."""
    return (first.replace(day=28) + 4 * DAY).replace(day=1)


def days_of(event: Any) -> list[date]:
    """Return the days of an event by the clock of its place; an end at midnight opens none."""
    start = on_the_wall(event.start, event.time_zone)
    end = on_the_wall(event.end, event.time_zone)
    if end.time() == time(0) and end.date() > start.date():
        end -= DAY
    number = min((end.date() - start.date()).days, LONGEST) + 1
    return [start.date() + DAY * step for step in range(number)]


def month_with(
    first: date, events: Iterable[Any], *, today: date, span: tuple[date, date], request: Any
) -> Month:
    """Return the month that begins at `first`.

    One can turn from it as far as `span`, the first and the last day of all events, reaches.
    """
    by_day = _by_day(events, request)
    after = next_month(first)
    monday = first - DAY * first.weekday()
    weeks = []
    while monday < after:
        days = [monday + DAY * step for step in range(WEEK)]
        weeks.append([_day(day, first, today, by_day) for day in days])
        monday += DAY * WEEK
    before = (first - DAY).replace(day=1)
    return Month(
        first=first,
        weeks=weeks,
        before=before if min(span[0], today).replace(day=1) <= before else None,
        after=after if after <= max(span[1], today) else None,
    )


def around(first: date) -> tuple[datetime, datetime]:
    """Return two moments between which lies all of a month, wherever on earth."""
    edge = timedelta(days=2)
    naive = datetime.combine(first, time(0)), datetime.combine(next_month(first), time(0))
    start, end = (moment.astimezone() for moment in naive)
    return start - edge, end + edge


def _day(day: date, first: date, today: date, by_day: dict[date, list[Entry]]) -> Day:
    is_in_month = (day.year, day.month) == (first.year, first.month)
    return Day(
        date=day,
        is_in_month=is_in_month,
        is_today=day == today,
        entries=by_day.get(day, []) if is_in_month else [],
    )


def _by_day(events: Iterable[Any], request: Any) -> dict[date, list[Entry]]:
    found: dict[date, list[Entry]] = defaultdict(list)
    for event in events:
        days = days_of(event)
        for number, day in enumerate(days, start=1):
            found[day].append(
                Entry(
                    event=event,
                    url=event.get_url(request) or "",
                    when=_when(event, number, len(days)),
                    is_off=event.is_cancelled,
                )
            )
    return found


def _when(event: Any, number: int, days: int) -> str:
    if number == 1:
        return clock_text(on_the_wall(event.start, event.time_zone))
    return _("day %(number)s of %(days)s") % {"number": number, "days": days}
