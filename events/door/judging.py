"""What the door says to somebody: the verdict on one scan."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from events import parts
from events.door.models import Scan, Verdict, Way
from events.models import SEATED, Registration, Session, State
from events.times import on_the_wall

if TYPE_CHECKING:
    from events.models import EventPage

OPENS: Final = timedelta(hours=24)  # before the event; many hand out badges the evening before
CLOSES: Final = timedelta(hours=24)
SESSIONS: Final = "session"  # the filter of the part that knows who chose which session


def judge(
    registration: Registration,
    *,
    event: "EventPage",
    session: Session | None,
    at: datetime,
    way: Way,
    earlier: Scan | None,
) -> Verdict:
    """Return what the door says to the holder of a valid ticket; the row is locked."""
    if event.is_cancelled:
        return Verdict.EVENT_CANCELLED
    if registration.state not in SEATED:
        is_off = registration.state == State.CANCELLED
        return Verdict.CANCELLED if is_off else Verdict.NOT_CONFIRMED
    if way != Way.DESK:
        if at < event.start - OPENS:
            return Verdict.TOO_EARLY
        if at > event.end + CLOSES:
            return Verdict.TOO_LATE
        if session and not may_enter(registration, event, session):
            return Verdict.WRONG_SESSION
    return Verdict.DUPLICATE if earlier else Verdict.OK


def may_enter(registration: Registration, event: "EventPage", session: Session) -> bool:
    """Return whether a session is for everyone, or this person chose it."""
    if not session.needs_sign_up:
        return True
    for one in parts.filters(event):
        if one.key == SESSIONS and str(session.pk) in dict(one.choices):
            mine = Registration.objects.filter(pk=registration.pk)
            return mine.filter(one.where(str(session.pk))).exists()
    return True


def earlier_scan(
    registration: Registration, event: "EventPage", session: Session | None, at: datetime
) -> Scan | None:
    """Return where this person was seen already: at the session, or at the door on that day."""
    scans = Scan.objects.standing().filter(registration=registration, session=session)
    day = on_the_wall(at, event.time_zone).date()
    for scan in scans.select_related("by"):
        if session or on_the_wall(scan.at, event.time_zone).date() == day:
            return scan
    return None
