"""Describes a time zone to calendars: the rules around one event, and no more of its history.

Calendars that do not know the name of a zone go by this description; a long one upsets Outlook.
Source: RFC 5545, section 3.6.5.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from events.times import clock

DAY: Final = timedelta(days=1)
SECOND: Final = timedelta(seconds=1)
LOOK_BACK: Final = 2 * 366 * DAY
YEARS_TO_PROVE: Final = 3
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK: Final = 7


@dataclass(frozen=True)
class Change:
    """The clocks of a zone change: from then on they show `after` instead of `before`."""

    moment: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def shown(self) -> datetime:
        """What the clocks showed when they changed, which is how calendars name the moment."""
        return (self.moment + self.before).replace(tzinfo=None)

    @property
    def is_forward(self) -> bool:
        """Whether the clocks went forward, as they do when summer time begins."""
        return self.after > self.before


@lru_cache(maxsize=256)
def zone_component(zone: str, start: datetime, end: datetime) -> Timezone:
    """Return the VTIMEZONE for a span of time: the two changes before it, and any during it.

    A change that a yearly rule has told already is not told again. Nobody may change what is
    returned: everyone who registers for the same event gets the same.
    """
    earlier = list(_changes(zone, start - LOOK_BACK, start))
    changes = [*earlier[-2:], *_changes(zone, start, end)]
    component = Timezone()
    component.add("tzid", zone)
    if not earlier:
        changes = [_always(zone, start), *changes]
    # Where clocks only ever went forward, the first change was one of standard time: calendars look
    # for one. Greenland did so in 2023 and 2024.
    summers = [change for change in changes if change.is_forward]
    if summers == changes:
        summers = summers[1:]
    told = []
    for change in changes:
        rule = _yearly_rule(change, zone, until=end.year)
        if rule and (change.after, rule) in told:
            continue
        told.append((change.after, rule))
        part = TimezoneDaylight() if change in summers else TimezoneStandard()
        component.add_component(_observance(part, change, rule))
    return component


@lru_cache(maxsize=256)
def zone_lines(zone: str, start: datetime, end: datetime) -> bytes:
    """Return the same as it is written in a calendar."""
    lines: bytes = zone_component(zone, start, end).to_ical()
    return lines


def _always(zone: str, moment: datetime) -> Change:
    """Return the state of a zone that has not changed its clocks for years."""
    local = moment.astimezone(clock(zone))
    offset = local.utcoffset() or timedelta()
    return Change(datetime(1970, 1, 1, tzinfo=UTC) - offset, offset, offset, local.tzname() or zone)


def _changes(zone: str, since: datetime, until: datetime) -> Iterator[Change]:
    """Yield the changes after `since`, up to and with `until`, found to the second."""
    day = since.astimezone(UTC)
    while day < until:
        following = min(day + DAY, until.astimezone(UTC))
        if _offset(zone, day) != _offset(zone, following):
            yield _change_between(zone, day, following)
        day = following


def _change_between(zone: str, low: datetime, high: datetime) -> Change:
    before, after = _offset(zone, low), _offset(zone, high)
    while high - low > SECOND:
        middle = low + (high - low) / 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    moment = high.replace(microsecond=0)
    return Change(moment, before, after, moment.astimezone(clock(zone)).tzname() or zone)


def _offset(zone: str, moment: datetime) -> timedelta:
    return moment.astimezone(clock(zone)).utcoffset() or timedelta()


def _observance(observance: Any, change: Change, rule: dict[str, Any] | None) -> Any:
    observance.add("tzname", change.name)
    observance.add("dtstart", change.shown)
    observance.add("tzoffsetfrom", change.before)
    observance.add("tzoffsetto", change.after)
    if rule:
        observance.add("rrule", vRecur(rule))
    return observance


def _yearly_rule(change: Change, zone: str, *, until: int) -> dict[str, Any] | None:
    """Return the rule by which a change returns each year, if it does; Outlook asks for one.

    A rule is only given when it holds for the next years as well, and in every year `until` the
    last: some zones follow the moon.
    """
    if change.before == change.after:
        return None
    first = change.shown.year
    for place in (-1, _week_of_month(change.shown)):
        if all(
            _happens(zone, change, _nth_weekday(change.shown, year, place))
            for year in range(first, max(first + YEARS_TO_PROVE, until + 1))
        ):
            weekday = WEEKDAYS[change.shown.weekday()]
            return {"FREQ": "YEARLY", "BYMONTH": change.shown.month, "BYDAY": f"{place}{weekday}"}
    return None


def _week_of_month(day: datetime) -> int:
    return (day.day - 1) // WEEK + 1


def _nth_weekday(like: datetime, year: int, place: int) -> datetime:
    """Return the n-th (from the end: -1) same weekday of the same month in another year."""
    first = like.replace(year=year, day=1)
    ahead = (like.weekday() - first.weekday()) % WEEK
    if place > 0:
        return first + (ahead + WEEK * (place - 1)) * DAY
    days = [first + (ahead + WEEK * week) * DAY for week in range(5)]
    return max(day for day in days if day.month == like.month)


def _happens(zone: str, change: Change, shown: datetime) -> bool:
    moment = shown.replace(tzinfo=UTC) - change.before
    return _offset(zone, moment - SECOND) == change.before and _offset(zone, moment) == change.after
