"""Who was there, on which days, at which sessions, for how many minutes: what is proven.

It is a function of the rows alone: whatever the order in which scans arrive, it ends the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import prefetch_related_objects

from events.door.models import Scan, Stay
from events.models import Registration, Session, State
from events.times import clock, on_the_wall

if TYPE_CHECKING:
    from events.models import EventPage

MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """What is proven about one person at one event.

    `is_verified`: somebody or something saw them; without it the rest is empty. `days` are those
    of the event's own calendar, `sessions` those they were seen at, both in their order. `minutes`
    are those of the webinar's report where there is one, else the length of what they came to.
    """

    is_verified: bool = False
    days: tuple[date, ...] = ()
    sessions: tuple[Session, ...] = ()
    minutes: int = 0


NOBODY: Final = Attendance()


@dataclass(kw_only=True)
class _Seen:
    """Where one person was seen."""

    days: set[date] = field(default_factory=set)  # at the door of the event
    sessions: dict[int, Session] = field(default_factory=dict)
    minutes: dict[int | None, int] = field(default_factory=dict)  # told by a report


def attendance_of(registration: Registration) -> Attendance:
    """Return what is proven about one person; a few queries."""
    return attendances_of([registration])[registration.pk]


def attendances_of(registrations: Iterable[Registration]) -> Mapping[int, Attendance]:
    """Return what is proven about each of some people, by the key of the registration.

    The number of queries does not grow with the people.
    """
    people = list(registrations)
    came = {one.pk: one for one in people if one.state == State.ATTENDED}
    prefetch_related_objects(list(came.values()), "event__sessions")
    seen = {key: _Seen() for key in came}
    for scan in Scan.objects.standing().filter(registration__in=came).select_related("session"):
        _note_scan(seen[scan.registration_id or 0], scan, came[scan.registration_id or 0])
    for stay in Stay.objects.filter(registration__in=came).select_related("session"):
        _note_stay(seen[stay.registration_id], stay, came[stay.registration_id])
    return {
        one.pk: _attendance(one.event, seen[one.pk]) if one.pk in seen else NOBODY for one in people
    }


def _attendance(event: "EventPage", seen: _Seen) -> Attendance:
    if not (seen.days or seen.sessions):
        seen.days.add(on_the_wall(event.start, event.time_zone).date())
    sessions = sorted(seen.sessions.values(), key=lambda one: (one.start, one.pk))
    days = seen.days | {session.day.date() for session in sessions}
    return Attendance(
        is_verified=True,
        days=tuple(sorted(days)),
        sessions=tuple(sessions),
        minutes=_minutes(event, seen),
    )


def _note_scan(seen: _Seen, scan: Scan, registration: Registration) -> None:
    if scan.session:
        seen.sessions[scan.session.pk] = scan.session
    else:
        seen.days.add(on_the_wall(scan.at, registration.event.time_zone).date())


def _note_stay(seen: _Seen, stay: Stay, registration: Registration) -> None:
    seen.minutes[stay.session_id] = stay.minutes
    event = registration.event
    if not stay.is_enough:
        return
    if stay.session:
        seen.sessions[stay.session.pk] = stay.session
    else:
        seen.days.add(on_the_wall(stay.came_at or event.start, event.time_zone).date())


def _minutes(event: "EventPage", seen: _Seen) -> int:
    """Return the minutes of a report, else of the sessions, else of the days at the door."""
    if None in seen.minutes:
        return seen.minutes[None]
    told = sum(seen.minutes.values())
    scanned = [one for key, one in seen.sessions.items() if key not in seen.minutes]
    hours = [(one.start, one.end) for one in scanned]
    covered = {one.day.date() for one in seen.sessions.values()}
    for day in seen.days - covered:
        hours += _hours_of_day(event, day)
    return told + union_minutes(hours)


def union_minutes(hours: Iterable[tuple[datetime, datetime]]) -> int:
    """Return how many minutes some spans of time cover, each minute once."""
    total, until = timedelta(), None
    for start, end in sorted(hours):
        first = start if until is None else max(start, until)
        if end > first:
            total += end - first
            until = end
    return round(total / MINUTE)


def _hours_of_day(event: "EventPage", day: date) -> list[tuple[datetime, datetime]]:
    """Return what took place for everyone on a day: its sessions, else the hours of the event."""
    sessions = [
        (one.start, one.end)
        for one in event.sessions.all()
        if not one.needs_sign_up and one.day.date() == day
    ]
    if sessions:
        return sessions
    first, last = (on_the_wall(moment, event.time_zone) for moment in (event.start, event.end))
    if not first.date() <= day <= last.date():
        return []
    if first.date() == last.date():
        return [(event.start, event.end)]
    return _daily_hours(day, first.time(), last.time(), event.time_zone)


def _daily_hours(
    day: date, opens: time, closes: time, zone: str
) -> list[tuple[datetime, datetime]]:
    """Return the hours of one day of several; of an event through the night nothing is known."""
    if closes <= opens:
        return []
    start, end = (datetime.combine(day, at, tzinfo=clock(zone)) for at in (opens, closes))
    return [(start.astimezone(UTC), end.astimezone(UTC))]
