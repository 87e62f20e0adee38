"""Whether somebody came: noted by staff, and put right by staff."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from events import rows
from events.models.registration import SEATED, Registration, State
from events.refusals import NotYet, StateChanged
from events.steps import move, staff

if TYPE_CHECKING:
    from community.members.models import User

DOORS_OPEN: Final = timedelta(hours=12)  # so long before the start somebody may have come


@transaction.atomic
def note_attendance(*, registration_id: int, to: State, by: "User") -> Registration:
    """Return the registration, noted as attended, as no-show, or as neither; again is no fault.

    Raises:
        StateChanged: the person has no seat any more.
        NotYet: it is too early to know.
    """
    registration = rows.locked(registration_id)
    if registration.state not in SEATED or to not in SEATED:
        raise StateChanged
    _require_time(registration, to)
    if registration.state == to:
        return registration
    return move(registration, to, by=staff(by))


def _require_time(registration: Registration, to: State) -> None:
    start, now = registration.event.start, timezone.now()
    if to == State.ATTENDED and now < start - DOORS_OPEN:
        raise NotYet
    if to == State.NO_SHOW and now < start:
        raise NotYet
