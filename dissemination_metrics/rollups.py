"""Counts days: takes a day's figures away and writes them anew, so that it may run at any time."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from dissemination_metrics import robots
from dissemination_metrics.days import ONE_DAY, bounds, days_between, local_today
from dissemination_metrics.measures import COUNTERS, FROM_HITS
from dissemination_metrics.models import CountedDay, Figure, Hit, Measure

LOCK: Final = 0x52454143  # any constant: names our advisory locks among those of others


@transaction.atomic
def recount_day(day: date) -> int:
    """Count one local day and return how many figures it has now.

    Twice gives the same figures. Two that count the same day wait for each other; a reader sees
    the old figures until the new ones are whole.
    """
    _lock(day)
    kept = frozenset(_kept(day))
    Figure.objects.filter(day=day).exclude(measure__in=kept).delete()
    Figure.objects.bulk_create(
        Figure(
            day=day,
            measure=measure,
            group_id=tally.group_id,
            subject=tally.subject,
            label=tally.label,
            value=tally.value,
        )
        for measure, count in COUNTERS.items()
        if measure not in kept
        for tally in count(day)
    )
    _note(day)
    return Figure.objects.filter(day=day).count()


def days_due(today: date) -> list[date]:
    """Return the days to count now: today, and those that nobody has counted since they ended.

    Days from before the first count, and those whose hits are dropped already, are left alone.
    """
    earliest = today - settings.HITS_KEEP_DAYS * ONE_DAY
    known = dict(
        CountedDay.objects.filter(day__gte=earliest, day__lte=today).values_list("day", "is_closed")
    )
    first = min(known, default=today)
    return [day for day in days_between(first, today) if not known.get(day)]


def _kept(day: date) -> Iterator[Measure]:
    """Yield the measures whose figures of that day cannot be counted again.

    Members and subscribers who have been erased since are in no table any more, so what stood at
    the end of a day is counted until the day after and then kept. Hits are dropped in time; a day
    without any keeps what was counted from them.
    """
    if day < local_today() - ONE_DAY:
        found = set(Figure.objects.filter(day=day).values_list("measure", flat=True).distinct())
        yield from (measure for measure in Measure if measure.is_stock and measure in found)
    if not Hit.objects.filter(day=day).exists():
        yield from FROM_HITS


def _note(day: date) -> None:
    now = timezone.now()
    CountedDay.objects.update_or_create(
        day=day,
        defaults={
            "counted_at": now,
            "is_closed": now >= bounds(day)[1],
            "robots_version": robots.list_version(),
        },
    )


def _lock(day: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, day.toordinal()])
