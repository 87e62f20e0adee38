"""The clock on the wall of an event: its time zone, and how a time is written for people."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.dateformat import format as write
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# The areas of the world; what else the database holds are old names and whole-hour offsets.
AREAS = (
    *("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/"),
    *("Europe/", "Indian/", "Pacific/"),
)

EVENING = time(22)
MORNING = time(8)


class NoSuchTime(ValueError):
    """The clocks jump over this time of the day."""


@cache
def time_zones() -> list[tuple[str, str]]:
    """Return the names of the world's time zones, each with what to show for it."""
    names = sorted(name for name in available_timezones() if name.startswith(AREAS))
    return [(name, name.replace("_", " ")) for name in ("UTC", *names)]


def clock(zone: str) -> ZoneInfo:
    """Return the clock of a zone."""
    return ZoneInfo(zone)


def place_of(zone: str) -> str:
    """Return the town after which a zone is named: ``Brussels`` for ``Europe/Brussels``."""
    return zone.rpartition("/")[2].replace("_", " ")


def on_the_wall(moment: datetime, zone: str) -> datetime:
    """Return the date and time that a clock in `zone` shows, without a zone.

    A template shows it as it is; a date with a zone it would move into the reader's.
    """
    return moment.astimezone(clock(zone)).replace(tzinfo=None)


def from_the_wall(shown: datetime, zone: str) -> datetime:
    """Return the moment (UTC) at which a clock in `zone` shows this date and time.

    Of two such moments, on the night when clocks go back, it is the first.

    Raises:
        NoSuchTime: the clocks go forward over it.
    """
    moment = shown.replace(tzinfo=clock(zone), fold=0).astimezone(UTC)
    if on_the_wall(moment, zone) != shown:
        raise NoSuchTime(zone)
    return moment


def in_daytime(moment: datetime, zone: str, *, is_latest: bool = False) -> datetime:
    """Return the moment, or the end of its night (the start where it `is_latest`) in a zone.

    The night is from `EVENING` to `MORNING`, both of which belong to the day.
    """
    shown = on_the_wall(moment, zone)
    if MORNING <= shown.time() <= EVENING:
        return moment
    is_late = shown.time() > EVENING
    if is_latest:
        day = shown if is_late else shown - timedelta(days=1)
        return from_the_wall(datetime.combine(day, EVENING), zone)
    day = shown + timedelta(days=1) if is_late else shown
    return from_the_wall(datetime.combine(day, MORNING), zone)


def day_text(shown: datetime) -> str:
    """Return a day in words: ``Thu 3 December 2026``."""
    return write(shown, pgettext("day in full, as Django's date format", "D j F Y"))


def clock_text(shown: datetime) -> str:
    """Return a time of the day: ``14:00``."""
    return write(shown, pgettext("time of day, as Django's date format", "H:i"))


def span_text(start: datetime, end: datetime, zone: str) -> str:
    """Return from when to when, without the zone; days are named only where there are two."""
    first, last = on_the_wall(start, zone), on_the_wall(end, zone)
    until = clock_text(last)
    if first.date() != last.date():
        until = f"{day_text(last)}, {until}"
    return _("%(start)s to %(end)s") % {"start": clock_text(first), "end": until}


def when_text(start: datetime, end: datetime, zone: str) -> str:
    """Return day, time and place: ``Thu 3 December 2026, 14:00 to 15:30 (Brussels)``."""
    return _("%(day)s, %(span)s (%(place)s)") % {
        "day": day_text(on_the_wall(start, zone)),
        "span": span_text(start, end, zone),
        "place": place_of(zone),
    }


def hours_text(start: datetime, end: datetime, zone: str) -> str:
    """Return the hours beside a day that is shown already: ``14:00 to 15:30 (Brussels)``."""
    return _("%(span)s (%(place)s)") % {
        "span": span_text(start, end, zone),
        "place": place_of(zone),
    }


def moment_text(moment: datetime, zone: str) -> str:
    """Return one moment in words: ``Thu 3 December 2026, 14:00 (Brussels)``."""
    shown = on_the_wall(moment, zone)
    return _("%(day)s, %(time)s (%(place)s)") % {
        "day": day_text(shown),
        "time": clock_text(shown),
        "place": place_of(zone),
    }
