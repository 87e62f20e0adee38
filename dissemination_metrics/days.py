"""The site's local day: where it begins and ends, also when clocks change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

ONE_DAY = timedelta(days=1)


def local_today() -> date:
    """Return the date in the site's time zone."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def local_day(moment: datetime) -> date:
    """Return the date of an aware moment in the site's time zone, whatever zone is active."""
    return moment.astimezone(timezone.get_default_timezone()).date()


def bounds(day: date) -> tuple[datetime, datetime]:
    """Return the first moment (UTC) of a day and that of the next: 23, 24 or 25 hours apart."""
    return _beginning(day), _beginning(day + ONE_DAY)


def _beginning(day: date) -> datetime:
    midnight = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
    return midnight.astimezone(UTC)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield each day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
