"""Whether sessions lie within their event, and how they move along with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from events.times import NoSuchTime, from_the_wall, on_the_wall

Placed: TypeAlias = tuple[datetime, str]  # a moment and its zone


def outside(sessions: Iterable[Any], start: datetime, end: datetime) -> list[Any]:
    """Return the sessions that take place and do not lie between two moments."""
    held = (one for one in sessions if not one.is_cancelled)
    return [one for one in held if one.start < start or one.end > end]


def shift_between(before: Placed, after: Placed) -> timedelta:
    """Return by how much the clock on the wall was moved."""
    return on_the_wall(*after) - on_the_wall(*before)


def shifted(moment: datetime, by: timedelta, zone: str) -> datetime:
    """Return the moment at which the clock on the wall shows as much more.

    Where the clocks jump over that time, it is an hour later.
    """
    shown = on_the_wall(moment, zone) + by
    try:
        return from_the_wall(shown, zone)
    except NoSuchTime:
        return from_the_wall(shown + timedelta(hours=1), zone)


def left_outside(
    sessions: Iterable[Any], before: Placed, after: Placed, end: datetime
) -> list[Any]:
    """Return the sessions that would lie outside the event even if they moved along with it."""
    known = list(sessions)
    start, zone = after
    if not outside(known, start, end):
        return []
    by = shift_between(before, after)
    return [
        one
        for one in known
        if not one.is_cancelled
        and (shifted(one.start, by, zone) < start or shifted(one.end, by, zone) > end)
    ]
