"""The way of a queued mail to the server: claim, check, put on the wire, write down what happened.

Each step is its own short transaction, committed before the next begins, so that whatever kills a
worker leaves rows that say exactly how far it had come.
"""

from __future__ import annotations

import logging
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outbox.actions import why_not_sent
from outbox.mime import build, envelope_address, sender_address
from outbox.models import Message, State
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

    from outbox.models import MessageQuerySet

logger = logging.getLogger(__name__)

BATCH = 20
MAX_ATTEMPTS = 10
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)


@dataclass(frozen=True)
class Outcome:
    """What became of one mail on the wire."""

    state: State
    reason: str = ""
    server_reply: str = ""
    due_at: datetime | None = None


def deliver_due(*, seconds: float = 40) -> int:
    """Send what is due for at most about ``seconds`` and return how many mails were tried.

    Stops early when the server cannot be reached; what is left waits for the next call.
    """
    end_abandoned_claims()
    until = time.monotonic() + seconds
    tried = 0
    with get_transport() as transport:
        while batch := claim_due(claim=(claim := uuid.uuid4())):
            try:
                for message in batch:
                    if time.monotonic() >= until:
                        return tried
                    tried += 1
                    if not deliver(message, claim=claim, transport=transport):
                        return tried
            finally:
                release(claim=claim)
    return tried


@transaction.atomic(durable=True)
def end_abandoned_claims() -> None:
    """Take back what workers left behind when they died.

    A mail that was only claimed is queued again. One that was on the wire has an unknown outcome,
    and is never sent again without a decision of staff.
    """
    now = timezone.now()
    Message.objects.overdue(now, State.CLAIMED).update(
        state=State.QUEUED, claimed_by=None, claimed_until=None
    )
    Message.objects.overdue(now, State.SENDING).update(
        state=State.UNKNOWN, reason=_("The worker stopped before it could note the answer.")
    )


@transaction.atomic(durable=True)
def claim_due(*, claim: uuid.UUID, limit: int = BATCH) -> list[Message]:
    """Take up to ``limit`` due mails for ``claim`` under row lock and return them.

    Rows that another worker is just taking are passed over. The claim ends by itself after
    ``settings.OUTBOX_LEASE_SECONDS``.
    """
    now = timezone.now()
    keys = list(_locked(Message.objects.claimable(now)).values_list("pk", flat=True)[:limit])
    if not keys:
        return []
    taken = Message.objects.filter(pk__in=keys)
    taken.update(
        state=State.CLAIMED,
        claimed_by=claim,
        claimed_until=now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS),
    )
    return list(taken.select_related("recipient").order_by("due_at", "pk"))


def _locked(messages: MessageQuerySet) -> MessageQuerySet:
    return messages.select_for_update(skip_locked=True)


def release(*, claim: uuid.UUID) -> int:
    """Queue again what ``claim`` took but did not put on the wire; return how many mails."""
    return Message.objects.filter(claimed_by=claim, state=State.CLAIMED).update(
        state=State.QUEUED, claimed_by=None, claimed_until=None
    )


def deliver(message: Message, *, claim: uuid.UUID, transport: Transport) -> bool:
    """Send one claimed mail, or skip it with the reason; return whether the server is reachable."""
    if reason := why_not_sent(message):
        _leave_out(message, claim, State.SKIPPED, reason)
        return True
    try:
        raw = build(message)
    except Exception as error:
        logger.exception("Mail %s cannot be built", message.uuid)
        reason = _("The message could not be put together (%s).") % type(error).__name__
        _leave_out(message, claim, State.REFUSED, reason)
        return True
    if not put_on_wire(message, claim=claim):
        return True
    outcome, reachable = _hand_over(message, raw, transport)
    settle(message, claim=claim, outcome=outcome)
    return reachable


def _leave_out(message: Message, claim: uuid.UUID, state: State, reason: str) -> None:
    Message.objects.filter(pk=message.pk, claimed_by=claim, state=State.CLAIMED).update(
        state=state, reason=reason, claimed_by=None, claimed_until=None
    )


@transaction.atomic(durable=True)
def put_on_wire(message: Message, *, claim: uuid.UUID) -> bool:
    """Note that the mail is about to be handed over; committed before the first byte leaves.

    Returns False, and the mail must not be sent, when the claim has run out meanwhile.
    """
    now = timezone.now()
    message.attempts += 1
    return bool(
        Message.objects.filter(
            pk=message.pk, state=State.CLAIMED, claimed_by=claim, claimed_until__gt=now
        ).update(
            state=State.SENDING,
            attempts=message.attempts,
            claimed_until=now + timedelta(seconds=settings.OUTBOX_WIRE_LEASE_SECONDS),
        )
    )


def _hand_over(message: Message, raw: bytes, transport: Transport) -> tuple[Outcome, bool]:
    """Return what the server made of the mail, and whether it can be reached at all."""
    try:
        reply = transport.send(
            raw,
            envelope_from=sender_address(message),
            to=envelope_address(message.to_address),
        )
    except Refused as refusal:
        return Outcome(State.REFUSED, _("The mail server refused it."), str(refusal)), True
    except Deferred as deferral:
        return _later(message, deferral), not isinstance(deferral, Unreachable)
    except OutcomeUnknown as error:
        return Outcome(State.UNKNOWN, _("The mail server did not answer."), error.text), False
    return Outcome(State.ACCEPTED, server_reply=reply), True


def _later(message: Message, deferral: NotSent) -> Outcome:
    """Return the mail to the queue for later, or give it up after ``MAX_ATTEMPTS``."""
    if message.attempts >= MAX_ATTEMPTS:
        reason = _("Given up after %(count)d attempts.") % {"count": message.attempts}
        return Outcome(State.REFUSED, reason, str(deferral))
    delay = min(FIRST_DELAY * 4 ** (message.attempts - 1), LONGEST_DELAY)
    reason = _("The mail server asked to come back later, or could not be reached.")
    return Outcome(State.QUEUED, reason, str(deferral), due_at=timezone.now() + delay)


@transaction.atomic(durable=True)
def settle(message: Message, *, claim: uuid.UUID, outcome: Outcome) -> bool:
    """Write down what became of a mail on the wire; return False when staff have decided before.

    A mail that was declared unknown meanwhile is corrected: its own worker knows better.
    """
    fields = {
        "state": outcome.state,
        "reason": outcome.reason,
        "server_reply": outcome.server_reply,
        "sent_at": timezone.now() if outcome.state == State.ACCEPTED else None,
        "due_at": outcome.due_at or message.due_at,
        "claimed_by": None,
        "claimed_until": None,
    }
    return bool(
        Message.objects.filter(
            pk=message.pk, claimed_by=claim, state__in=(State.SENDING, State.UNKNOWN)
        ).update(**fields)
    )
