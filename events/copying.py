"""Copies an event to another day, with what the small rooms keep of it; never its people.

A room that keeps something of an event registers a function under `HOOK`; it is called in the
same transaction with `source`, `copy` and `by`, by how much the clock on the wall was moved.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from events.fitting import shift_between, shifted
from events.models import EventPage
from events.times import NoSuchTime, from_the_wall, on_the_wall

HOOK: Final = "copy_event_parts"
MOVED: Final = ("end", "registration_opens", "registration_closes")
# What belongs to the one occasion only.
FRESH: Final[dict[str, Any]] = {
    "is_cancelled": False,
    "is_postponed": False,
    "cancelled_because": "",
    "results": "",
    "materials": [],
    "alias_of": None,
    "go_live_at": None,
    "expire_at": None,
}
WEEK: Final = timedelta(days=7)
LAST: Final = 4  # the fifth Tuesday of a month is its last one, where there are only four


def by_week(first: datetime, number: int) -> datetime:
    """Return the same hour `number` weeks later, by the clock on the wall."""
    return first + number * WEEK


def by_fortnight(first: datetime, number: int) -> datetime:
    """Return the same hour two weeks later for each `number`."""
    return first + 2 * number * WEEK


def by_date(first: datetime, number: int) -> datetime:
    """Return the same day of the month, `number` months later; the last where there is none."""
    year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    day = min(first.day, monthrange(year, month + 1)[1])
    return first.replace(year=year, month=month + 1, day=day)


def by_weekday(first: datetime, number: int) -> datetime:
    """Return the same weekday of the month, such as its second Tuesday, `number` months later."""
    place = min((first.day - 1) // WEEK.days, LAST)
    begin = by_date(first.replace(day=1), number)
    day = 1 + (first.weekday() - begin.weekday()) % WEEK.days + place * WEEK.days
    if day > monthrange(begin.year, begin.month)[1]:
        day -= WEEK.days
    return begin.replace(day=day)


RHYTHMS: Final[dict[str, tuple[Any, Callable[[datetime, int], datetime]]]] = {
    "week": (pgettext_lazy("repeat", "every week"), by_week),
    "fortnight": (pgettext_lazy("repeat", "every two weeks"), by_fortnight),
    "weekday": (pgettext_lazy("repeat", "every month, on the same weekday"), by_weekday),
    "date": (pgettext_lazy("repeat", "every month, on the same date"), by_date),
}


def dates(first: datetime, *, rhythm: str, times: int, zone: str) -> list[datetime]:
    """Return the moments of `times` events, the first at `first` on the wall of `zone`.

    Raises:
        NoSuchTime: the clocks go forward over one of them.
    """
    _label, step = RHYTHMS[rhythm]
    return [from_the_wall(step(first, number), zone) for number in range(times)]


@transaction.atomic
def copy_event(*, event: EventPage, start: datetime, title: str, user: Any) -> EventPage:
    """Return a draft beside the event with the same words, that begins at `start` (UTC)."""
    zone = event.time_zone
    by = shift_between((event.start, zone), (start, zone))
    times: dict[str, Any] = {
        name: moment and shifted(moment, by, zone)
        for name in MOVED
        if (moment := getattr(event, name)) or name != "end"
    }
    day = on_the_wall(start, zone)
    slug = _free_slug(event, f"{slugify(title)[:200]}-{day:%Y-%m-%d}")
    attributes = FRESH | times | {"start": start, "title": title, "slug": slug}
    made: EventPage = event.copy(
        update_attrs=attributes | {"draft_title": title},
        copy_revisions=False,
        keep_live=False,
        user=user,
        log_action="wagtail.copy",
    )
    for copy_parts in hooks.get_hooks(HOOK):
        copy_parts(source=event, copy=made, by=by)
    return made


def _free_slug(event: EventPage, wanted: str) -> str:
    taken = set(event.get_parent().get_children().values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


__all__ = ["HOOK", "RHYTHMS", "NoSuchTime", "copy_event", "dates"]
