"""Puts right by hand who was there, with a reason."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from events import rows
from events.door.actions.scanning import Answer, Sighting, record
from events.door.actions.settling import settle
from events.door.models import Annulment, Scan, Stay, Way
from events.models import Registration, Session, State
from events.refusals import StateChanged
from events.steps import move, staff

if TYPE_CHECKING:
    from community.members.models import User


def set_present(
    *, registration: Registration, session: Session | None, by: "User", reason: str
) -> Answer:
    """Write down that somebody was at the event, or at one of its sessions."""
    event = registration.event
    moment = session.start if session else event.start
    sighting = Sighting(
        nonce=uuid4(),
        at=moment,
        sent_at=timezone.now(),
        registration_id=registration.pk,
        session=session,
        way=Way.DESK,
        reason=reason,
    )
    return record(event=event, sighting=sighting, by=by)


@transaction.atomic
def set_absent(
    *, registration_id: int, session: Session | None, by: "User", reason: str
) -> Registration:
    """Take back all that says that somebody was at the event, or at one of its sessions.

    Without a session, and once the event is over, who had a seat is marked as absent.

    Raises:
        StateChanged: the seat is not sure, or not any more.
    """
    registration = rows.locked(registration_id)
    if not registration.is_confirmed:
        raise StateChanged
    scans = Scan.objects.standing().filter(registration=registration)
    stays = Stay.objects.filter(registration=registration)
    if session:
        scans, stays = scans.filter(session=session), stays.filter(session=session)
    now = timezone.now()
    for scan in scans:
        Annulment.objects.get_or_create(
            nonce=scan.nonce,
            reason=reason,
            defaults={"event_id": registration.event_id, "by": by, "at": now},
        )
    stays.update(is_enough=False)
    settle(registration, by=staff(by), reason=reason)
    is_over = registration.event.is_over
    if session is None and is_over and registration.state == State.CONFIRMED:
        move(registration, State.NO_SHOW, by=staff(by), reason=reason)
    return registration
