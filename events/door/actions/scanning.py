"""Writes down what happens at the door, each scan once, and lets the registration follow."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.door.actions.settling import settle
from events.door.actions.ticketing import find_ticket
from events.door.judging import earlier_scan, judge
from events.door.models import Annulment, Scan, Verdict, Way
from events.door.models.scan import COUNTING, UNDO_WITHIN
from events.door.refusals import NonceTaken, NothingToUndo
from events.models import Registration, Session
from events.steps import PERSON, Doer, staff

if TYPE_CHECKING:
    from community.members.models import User
    from events.models import EventPage

LONGEST_OFFLINE: Final = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """What a device tells: whom it saw, when by its clock, and what that clock says now.

    The person is known by the digest of a ticket's code, or by the registration's key.
    """

    nonce: UUID
    at: datetime
    sent_at: datetime
    digest: str = ""
    registration_id: int | None = None
    session: Session | None = None
    way: Way = Way.CODE
    device: str = ""
    was_offline: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the door says: the scan as it is kept, whose it was, and where they were before."""

    scan: Scan
    registration: Registration | None = None
    earlier: Scan | None = None
    is_replay: bool = False

    @property
    def verdict(self) -> Verdict:
        """What was said."""
        return Verdict(self.scan.verdict)


def record(*, event: "EventPage", sighting: Sighting, by: "User | None") -> Answer:
    """Write down a scan, mark who came, and return what to say; a nonce sent again says the same.

    Raises:
        NonceTaken: another scan has this nonce.
    """
    if known := _replayed(event, sighting):
        return known
    try:
        with transaction.atomic():
            return _record(event, sighting, by)
    except IntegrityError:
        # The same scan came twice at the same moment, and the other was faster.
        if known := _replayed(event, sighting):
            return known
        raise


@transaction.atomic
def annul(
    *,
    event: "EventPage",
    nonce: UUID,
    at: datetime,
    sent_at: datetime,
    by: "User | None",
    reason: str = "",
) -> Registration | None:
    """Take a scan back; return whose it was. Told twice it is done once.

    A scan that is not here yet is taken back when it comes. With a `reason` it may be old.

    Raises:
        NothingToUndo: the scan is older than what may be taken back at the door.
    """
    moment = happened_at(at, sent_at, timezone.now())
    scan = Scan.objects.filter(nonce=nonce, event=event).first()
    registration = _locked(scan.registration_id) if scan and scan.registration_id else None
    if scan and not reason and moment - scan.at > UNDO_WITHIN:
        raise NothingToUndo
    Annulment.objects.get_or_create(
        nonce=nonce, reason=reason, defaults={"event": event, "by": by, "at": moment}
    )
    if registration:
        settle(registration, by=staff(by), reason=reason)
    return registration


def happened_at(at: datetime, sent_at: datetime, now: datetime) -> datetime:
    """Return when something happened: the device's own time, put right by how far it was off.

    Never in the future, and never longer ago than a device may have been offline.
    """
    return min(now, max(now - LONGEST_OFFLINE, at + (now - sent_at)))


def _record(event: "EventPage", sighting: Sighting, by: "User | None") -> Answer:
    now = timezone.now()
    at = happened_at(sighting.at, sighting.sent_at, now)
    if sighting.way == Way.DESK:
        at = sighting.at
    registration, verdict = _whose(event, sighting)
    earlier = None
    if registration is not None:
        earlier = earlier_scan(registration, event, sighting.session, at)
        verdict = judge(
            registration,
            event=event,
            session=sighting.session,
            at=at,
            way=sighting.way,
            earlier=earlier,
        )
    scan = Scan.objects.create(
        nonce=sighting.nonce,
        event=event,
        session=sighting.session,
        registration=registration,
        digest="" if registration else sighting.digest,
        way=sighting.way,
        verdict=verdict,
        device=sighting.device,
        by=by,
        at_device=sighting.at,
        at_server=now,
        at=at,
        was_offline=sighting.was_offline,
        reason=sighting.reason,
    )
    if registration and verdict in COUNTING:
        # An earlier scan that stands proves it, and so does this one, unless it was taken back
        # before it came.
        is_proven = earlier is not None or not Annulment.objects.filter(nonce=scan.nonce).exists()
        doer = _doer(sighting, by)
        settle(registration, by=doer, reason=sighting.reason, is_proven=is_proven)
    return Answer(scan=scan, registration=registration, earlier=earlier)


def _whose(event: "EventPage", sighting: Sighting) -> tuple[Registration | None, Verdict]:
    """Return the locked registration, or what to say where there is none of this event."""
    if sighting.registration_id is not None:
        registration = _locked(sighting.registration_id)
    else:
        ticket = find_ticket(event, sighting.digest)
        if ticket is None:
            return None, Verdict.UNKNOWN
        registration = _locked(ticket.registration_id)
        if registration and registration.event_id == event.pk and ticket.revoked_at:
            return None, Verdict.REVOKED
    if registration is None:
        return None, Verdict.UNKNOWN
    if registration.event_id != event.pk:
        return None, Verdict.WRONG_EVENT
    registration.event = event
    return registration, Verdict.OK


def _locked(registration_id: int) -> Registration | None:
    found = Registration.objects.select_for_update(of=("self",)).filter(pk=registration_id)
    return found.first()


def _doer(sighting: Sighting, by: "User | None") -> Doer:
    return PERSON if sighting.way == Way.SELF else staff(by)


def _replayed(event: "EventPage", sighting: Sighting) -> Answer | None:
    """Return what was said when this scan came first.

    Raises:
        NonceTaken: it was another scan.
    """
    scan = Scan.objects.filter(nonce=sighting.nonce).select_related("registration").first()
    if scan is None:
        return None
    session = sighting.session.pk if sighting.session else None
    same_place = scan.event_id == event.pk and scan.session_id == session
    same_person = scan.registration is None or sighting.registration_id in (
        None,
        scan.registration_id,
    )
    if not (same_place and same_person and scan.digest in ("", sighting.digest)):
        raise NonceTaken
    answer = Answer(scan=scan, registration=scan.registration, is_replay=True)
    if scan.registration and scan.verdict == Verdict.DUPLICATE:
        standing = Scan.objects.standing().filter(
            registration=scan.registration, session=scan.session_id, pk__lt=scan.pk
        )
        return replace(answer, earlier=standing.select_related("by").first())
    return answer
