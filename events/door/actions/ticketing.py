"""Gives out tickets, replaces lost ones, and finds whose ticket was scanned."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events import rows
from events.door.codes import codes_of, digest_of
from events.door.models import Ticket
from events.door.refusals import NoTicket
from events.models import SEATED, Registration

if TYPE_CHECKING:
    from events.models import EventPage

AT_ONCE: Final = 1000
AROUND: Final = timedelta(days=2)


def ticket_code(registration: Registration) -> str:
    """Return the code on somebody's ticket, for its owner's eyes only; it changes nothing.

    Empty: the ticket was made with a key that is gone, and must be replaced.
    """
    ticket = Ticket.objects.filter(registration=registration, revoked_at=None).first()
    codes = codes_of(registration.uid, ticket.rotation if ticket else 0)
    if ticket is None:
        return next(codes)
    return next((code for code in codes if digest_of(code) == ticket.digest), "")


def ensure_tickets(event: "EventPage", *, scanned: str = "") -> int:
    """Write down the tickets of those with a sure seat who have none yet; return how many.

    With `scanned`, a digest that nobody knows, also those of other events of these days: it may be
    one of theirs, or printed with an older key.
    """
    now, wanted = timezone.now(), Q(event=event)
    if scanned:
        wanted |= Q(event__start__lte=now + AROUND, event__end__gte=now - AROUND)
    valid = Ticket.objects.filter(revoked_at=None, registration=OuterRef("pk"))
    without = Registration.objects.filter(wanted, ~Exists(valid), state__in=SEATED)
    made = [
        Ticket(registration_id=key, digest=_digest(uid, scanned))
        for key, uid in without.values_list("pk", "uid")
    ]
    Ticket.objects.bulk_create(made, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(made)


@transaction.atomic
def replace_ticket(*, registration_id: int) -> Registration:
    """Revoke somebody's ticket, so that another takes its place.

    Raises:
        NoTicket: the seat is not sure, or the person was there already.
        Registration.DoesNotExist: there is none.
    """
    registration = rows.locked(registration_id)
    if not registration.is_confirmed or registration.has_come:
        raise NoTicket
    old = registration.tickets.filter(revoked_at=None).first()
    if old is None:
        code = next(codes_of(registration.uid, 0))
        old = Ticket.objects.create(registration=registration, digest=digest_of(code))
    old.revoked_at = timezone.now()
    old.save(update_fields=["revoked_at"])
    rotation = old.rotation + 1
    code = next(codes_of(registration.uid, rotation))
    Ticket.objects.create(registration=registration, rotation=rotation, digest=digest_of(code))
    return registration


def find_ticket(event: "EventPage", digest: str) -> Ticket | None:
    """Return the ticket with this digest, of whatever event, valid or revoked."""
    found = Ticket.objects.filter(digest=digest)
    ticket = found.first()
    if ticket is None and ensure_tickets(event, scanned=digest):
        ticket = found.first()
    return ticket


def _digest(uid: UUID, scanned: str) -> str:
    digests = [digest_of(code) for code in codes_of(uid, 0)]
    return scanned if scanned in digests else digests[0]
