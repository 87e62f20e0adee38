"""Counts who is expected and who is there, at the event or at one of its sessions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate

from events import parts
from events.door.judging import SESSIONS
from events.door.models import Scan, Stay
from events.models import SEATED, Registration, Session, State
from events.times import clock, on_the_wall

if TYPE_CHECKING:
    from events.models import EventPage


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many have a sure seat, and how many of them are there."""

    present: int
    expected: int


def expected(event: "EventPage", session: Session | None = None) -> QuerySet[Registration]:
    """Return the registrations with a sure seat, of a session with sign-up those who chose it."""
    rows = Registration.objects.filter(event=event, state__in=SEATED)
    if session and session.needs_sign_up:
        return rows.filter(_signed_up(event, session))
    return rows


def count(event: "EventPage", session: Session | None, now: datetime) -> Count:
    """Return how many are there at a session, or came to the event: of several days, today.

    One query.
    """
    counts = expected(event, session).aggregate(
        present=models.Count("pk", filter=seen(event, session, now)), expected=models.Count("pk")
    )
    return Count(**counts)


def count_by_session(event: "EventPage", sessions: Sequence[Session]) -> dict[int, Count]:
    """Return how many were at each session; three queries, and one for each with sign-up."""
    if not sessions:
        return {}
    seated = expected(event)
    scans = Scan.objects.standing().filter(registration__in=seated, session__isnull=False)
    stays = Stay.objects.filter(registration__in=seated, session__isnull=False, is_enough=True)
    pairs = {*scans.values_list("session", "registration").distinct()}
    pairs |= {*stays.values_list("session", "registration")}
    present = Counter(session for session, _registration in pairs)
    everyone = seated.count()
    return {
        one.pk: Count(
            present=present[one.pk],
            expected=expected(event, one).count() if one.needs_sign_up else everyone,
        )
        for one in sessions
    }


def seen(event: "EventPage", session: Session | None, now: datetime) -> Q:
    """Return the condition for having been seen at a session, at the event, or there today."""
    if session:
        scans = Scan.objects.standing().filter(session=session)
        stays = Stay.objects.filter(session=session, is_enough=True)
        keys = Q(pk__in=scans.values("registration"))
        return keys | Q(pk__in=stays.values("registration"))
    if is_of_one_day(event):
        return Q(state=State.ATTENDED)
    today = on_the_wall(now, event.time_zone).date()
    return Q(pk__in=scans_of_day(event, today).values("registration"))


def scans_of_day(event: "EventPage", day: date) -> QuerySet[Scan]:
    """Return the standing scans at the door of the event on a day of its own calendar."""
    rows = Scan.objects.standing().filter(event=event, session=None)
    return rows.annotate(day=TruncDate("at", tzinfo=clock(event.time_zone))).filter(day=day)


def is_of_one_day(event: "EventPage") -> bool:
    """Return whether the event begins and ends on the same day of its own calendar."""
    first, last = (on_the_wall(moment, event.time_zone) for moment in (event.start, event.end))
    return first.date() == last.date()


def _signed_up(event: "EventPage", session: Session) -> Q:
    for one in parts.filters(event):
        if one.key == SESSIONS and str(session.pk) in dict(one.choices):
            return one.where(str(session.pk))
    return Q()
