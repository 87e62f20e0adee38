"""The way of a frozen edition to its readers: claim, check, put on the wire, write down the answer.

Each step is its own short transaction, committed before the next begins, so that whatever kills a
worker leaves a ledger that says exactly how far it had come.
"""

from __future__ import annotations

import logging
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletters.models import Delivery, Edition, Subscription, Suppression
from newsletters.wire import NotSendable, Wire
from outbox.delivery import FIRST_DELAY, LONGEST_DELAY, MAX_ATTEMPTS
from outbox.mime import envelope_address
from outbox.models import Suppression as DeadAddress
from outbox.transports import (
    Deferred,
    NotSent,
    OutcomeUnknown,
    Refused,
    Transport,
    Unreachable,
    get_transport,
)

if TYPE_CHECKING:
    from datetime import datetime

    from newsletters.models.delivery import DeliveryQuerySet

logger = logging.getLogger(__name__)
State = Delivery.State

BATCH: Final = 50
# Enhanced codes (RFC 3463) by which a server says that there is no such mailbox.
NO_SUCH_MAILBOX: Final = ("5.1.1", "5.1.10")


@dataclass(frozen=True)
class Outcome:
    """What became of one letter on the wire."""

    state: str
    reason: str = ""
    server_reply: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True)
class Report:
    """What one call of `send_due` did: letters tried, and whether only the time ended it."""

    tried: int
    ran_out_of_time: bool = False


class Run:
    """One worker's turn: a transport, a deadline, and the bytes of the editions it meets."""

    def __init__(self, transport: Transport, seconds: float) -> None:
        self.transport = transport
        self.until = time.monotonic() + seconds
        self.tried = 0
        self._wires: dict[int, Wire] = {}

    @property
    def is_over(self) -> bool:
        """Whether the worker shall take no further letter."""
        return time.monotonic() >= self.until

    def wire(self, edition_id: int) -> Wire:
        """Return the bytes of an edition, built once in a turn; raise `NotSendable`."""
        if edition_id not in self._wires:
            edition = Edition.objects.get(pk=edition_id)
            self._wires[edition_id] = Wire.of(edition)
        return self._wires[edition_id]


def send_due(*, seconds: float = 40) -> Report:
    """Send what is due for at most about `seconds` and return what was done.

    Stops early when the server cannot be reached; what is left waits for the sweeper.
    """
    end_abandoned_claims()
    with get_transport() as transport:
        run = Run(transport, seconds)
        while batch := claim_due(claim=(claim := uuid.uuid4())):
            try:
                for delivery in batch:
                    if run.is_over:
                        return Report(run.tried, ran_out_of_time=True)
                    run.tried += 1
                    if not deliver(delivery, claim=claim, run=run):
                        return Report(run.tried)
            finally:
                release(claim=claim)
    return Report(run.tried)


@transaction.atomic(durable=True)
def end_abandoned_claims() -> None:
    """Take back what workers left behind when they died.

    What was only claimed waits again. What was on the wire has an unknown outcome, and is never
    sent again without a decision of staff.
    """
    now = timezone.now()
    free = {"claimed_by": None, "claimed_until": None}
    Delivery.objects.overdue(now, State.CLAIMED).update(state=State.PENDING, **free)
    Delivery.objects.overdue(now, State.SENDING).update(
        state=State.UNKNOWN,
        settled_at=now,
        reason=_("The worker stopped before it could note the answer."),
    )


@transaction.atomic(durable=True)
def claim_due(*, claim: uuid.UUID, limit: int = BATCH) -> list[Delivery]:
    """Take up to `limit` due deliveries for `claim` under row lock and return them.

    Rows that another worker is just taking are passed over. The claim ends by itself after
    ``settings.NEWSLETTERS_LEASE_SECONDS``.
    """
    now = timezone.now()
    keys = list(_locked(Delivery.objects.claimable(now)).values_list("pk", flat=True)[:limit])
    if not keys:
        return []
    taken = Delivery.objects.filter(pk__in=keys)
    taken.update(
        state=State.CLAIMED,
        claimed_by=claim,
        claimed_until=now + timedelta(seconds=settings.NEWSLETTERS_LEASE_SECONDS),
    )
    return list(taken.order_by("due_at", "pk"))


def _locked(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    return deliveries.select_for_update(skip_locked=True, of=("self",))


def release(*, claim: uuid.UUID) -> int:
    """Let wait again what `claim` took but did not put on the wire; return how many."""
    return Delivery.objects.filter(claimed_by=claim, state=State.CLAIMED).update(
        state=State.PENDING, claimed_by=None, claimed_until=None
    )


def deliver(delivery: Delivery, *, claim: uuid.UUID, run: Run) -> bool:
    """Send one claimed letter, or skip it with a reason; return whether the server is reachable."""
    if not delivery.email:
        _leave_out(delivery, claim, State.SKIPPED, _("The reader has been erased."))
        return True
    try:
        wire = run.wire(delivery.edition_id)
        raw = wire.to(delivery)
    except (NotSendable, ValueError) as error:
        logger.exception("Delivery %s cannot be built", delivery.pk)
        reason = _("The letter could not be put together (%s).") % type(error).__name__
        _leave_out(delivery, claim, State.REFUSED, reason)
        return True
    if not put_on_wire(delivery, claim=claim):
        if reason := why_not_sent(delivery):
            _leave_out(delivery, claim, State.SKIPPED, reason)
        return True
    outcome, reachable = _hand_over(delivery, raw, wire.envelope_from, run.transport)
    settle(delivery, claim=claim, outcome=outcome)
    return reachable


@transaction.atomic(durable=True)
def put_on_wire(delivery: Delivery, *, claim: uuid.UUID) -> bool:
    """Note that the letter is about to be handed over; committed before the first byte leaves.

    The same statement looks once more whether the reader still wants it. Returns False, and it must
    not be sent, when not, when the edition was paused, or when the claim has run out meanwhile.
    """
    now = timezone.now()
    delivery.attempts += 1
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=State.CLAIMED, claimed_by=claim, claimed_until__gt=now
    )
    return bool(
        mine.allowed().update(
            state=State.SENDING,
            attempts=delivery.attempts,
            claimed_until=now + timedelta(seconds=settings.NEWSLETTERS_WIRE_LEASE_SECONDS),
        )
    )


def why_not_sent(delivery: Delivery) -> str:
    """Return why the reader must not get the letter, in words for staff; empty when they may."""
    subscription = Subscription.objects.filter(deliveries=delivery).first()
    if subscription is None or not delivery.email:
        return _("The reader has been erased.")
    if not subscription.is_confirmed:
        return _("The reader has left the list.")
    if entry := Suppression.objects.filter(fingerprint=delivery.fingerprint).first():
        return str(entry.get_reason_display())
    if DeadAddress.objects.filter(address__iexact=delivery.email).exists():
        return _("The address is on the list of suppressed addresses.")
    return ""


def _leave_out(delivery: Delivery, claim: uuid.UUID, state: str, reason: str) -> None:
    Delivery.objects.filter(pk=delivery.pk, claimed_by=claim, state=State.CLAIMED).update(
        state=state,
        reason=reason,
        settled_at=timezone.now(),
        claimed_by=None,
        claimed_until=None,
    )


def _hand_over(
    delivery: Delivery, raw: bytes, envelope_from: str, transport: Transport
) -> tuple[Outcome, bool]:
    """Return what the server made of the letter, and whether it can be reached at all."""
    try:
        reply = transport.send(
            raw, envelope_from=envelope_from, to=envelope_address(delivery.email)
        )
    except Refused as refusal:
        return Outcome(State.REFUSED, _("The mail server refused it."), str(refusal)), True
    except Deferred as deferral:
        return _later(delivery, deferral), not isinstance(deferral, Unreachable)
    except OutcomeUnknown as error:
        return Outcome(State.UNKNOWN, _("The mail server did not answer."), error.text), False
    return Outcome(State.ACCEPTED, server_reply=reply), True


def _later(delivery: Delivery, deferral: NotSent) -> Outcome:
    """Let the letter wait for longer and longer, or give it up after ``MAX_ATTEMPTS``."""
    if delivery.attempts >= MAX_ATTEMPTS:
        reason = _("Given up after %(count)d attempts.") % {"count": delivery.attempts}
        return Outcome(State.REFUSED, reason, str(deferral))
    delay = min(FIRST_DELAY * 4 ** (delivery.attempts - 1), LONGEST_DELAY)
    reason = _("The mail server asked to come back later, or could not be reached.")
    return Outcome(State.PENDING, reason, str(deferral), due_at=timezone.now() + delay)


@transaction.atomic(durable=True)
def settle(delivery: Delivery, *, claim: uuid.UUID, outcome: Outcome) -> bool:
    """Write down what became of a letter on the wire; return False when staff have decided before.

    What was declared unknown meanwhile is corrected: its own worker knows better.
    """
    written = Delivery.objects.filter(
        pk=delivery.pk, claimed_by=claim, state__in=(State.SENDING, State.UNKNOWN)
    ).update(
        state=outcome.state,
        reason=outcome.reason,
        server_reply=outcome.server_reply,
        settled_at=None if outcome.due_at else timezone.now(),
        due_at=outcome.due_at or delivery.due_at,
        claimed_by=None,
        claimed_until=None,
    )
    if written and outcome.state == State.REFUSED:
        _note_dead_mailbox(delivery, outcome.server_reply)
    return bool(written)


def _note_dead_mailbox(delivery: Delivery, reply: str) -> None:
    """Write no more to a mailbox of which its own server says that it does not exist."""
    if any(code in reply.split() for code in NO_SUCH_MAILBOX):
        Subscription.objects.confirmed().filter(deliveries=delivery).update(
            state=Subscription.State.BOUNCED, left_at=timezone.now()
        )
