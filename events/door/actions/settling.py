"""Lets the state of a registration follow what is proven, whatever the order of the proofs."""

from events.door.models import DoorBook, Scan, Stay
from events.models import Registration, State
from events.steps import Doer, move


def settle(
    registration: Registration, *, by: Doer, reason: str = "", is_proven: bool = False
) -> Registration:
    """Mark a locked registration as attended when something proves it, and not when nothing does.

    Without proof who was marked goes back to confirmed, or to absent where attendance is closed.
    `is_proven`: the caller knows a proof, and none is looked for.
    """
    is_proven = is_proven or is_there(registration)
    if is_proven and registration.state in (State.CONFIRMED, State.NO_SHOW):
        return move(registration, State.ATTENDED, by=by, reason=reason)
    if not is_proven and registration.state == State.ATTENDED:
        is_closed = DoorBook.objects.filter(
            event=registration.event_id, closed_at__isnull=False
        ).exists()
        to = State.NO_SHOW if is_closed else State.CONFIRMED
        return move(registration, to, by=by, reason=reason)
    return registration


def is_there(registration: Registration) -> bool:
    """Return whether a scan or the report of a webinar proves that somebody was there."""
    scans = Scan.objects.standing().filter(registration=registration)
    return scans.exists() or Stay.objects.filter(registration=registration, is_enough=True).exists()
