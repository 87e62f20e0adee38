"""One deed about many: each row through the action for one, in a transaction of its own."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from events import actions
from events.desk.languages import language_of
from events.desk.models import Batch, BatchItem, Deed
from events.desk.refusals import BegunAlready
from events.desk.signals import work_waits
from events.models import EventPage, Registration, State
from events.refusals import Busy, NoSeatToTakeBack, Refusal, StateChanged
from events.steps import staff

if TYPE_CHECKING:
    from community.members.models import User

AT_ONCE: Final = 2000  # rows in one INSERT
TRIES: Final = 5  # so often a row that meets a lock is tried again
Outcome = BatchItem.Outcome


@transaction.atomic
def ask(*, event: EventPage, deed: Deed, keys: Iterable[int], by: "User") -> Batch:
    """Return a deed that is written down with those whom it concerns; nothing is done yet."""
    batch = Batch.objects.create(event=event, deed=deed, by=by)
    theirs = Registration.objects.filter(event=event, pk__in=keys).order_by("created_at", "pk")
    BatchItem.objects.bulk_create(
        (
            BatchItem(batch=batch, registration_id=key)
            for key in theirs.values_list("pk", flat=True)
        ),
        batch_size=2000,
    )
    return batch


@transaction.atomic
def begin(*, batch: Batch, by: "User", reason: str = "") -> Batch:
    """Return the deed, begun: from now on the worker would do what is left of it.

    Raises:
        BegunAlready: in another tab, or by an earlier press of the button.
    """
    rows = Batch.objects.select_for_update(of=("self",)).select_related("event")
    row = rows.get(pk=batch.pk)
    if row.state != Batch.State.ASKED:
        raise BegunAlready
    row.state, row.reason, row.by = Batch.State.RUNNING, reason, by
    row.save(update_fields=["state", "reason", "by"])
    told = {"deed": row.deed, "rows": row.items.count(), "reason": reason}
    log(instance=row.event, action="events.batch", user=by, data=told)
    transaction.on_commit(partial(work_waits.send_robust, sender=Batch))
    return row


def work_off_batches(*, seconds: float, batch: Batch | None = None) -> int:
    """Do what is to do for about so long, of one deed or of all; return how many rows were done.

    Whatever kills us takes back at most the row at hand, whole; the next call goes on there.
    """
    until, done = time.monotonic() + seconds, 0
    while keys := _waiting(batch):
        some = 0
        for key in keys:
            if time.monotonic() > until:
                break
            some += _work_one(key)
        done += some
        if not some:  # time is up, or others are at work on these
            break
    _close_finished()
    return done


def forget_batches(*, before: datetime) -> int:
    """Delete the lists of old deeds, and those that were never begun; return how many rows.

    What was done stands in the log of each registration.
    """
    return Batch.objects.filter(asked_at__lt=before).delete()[0]


def _waiting(batch: Batch | None) -> list[int]:
    """Return the keys of the next rows; those that met a lock come last."""
    waiting = BatchItem.objects.to_do()
    if batch is not None:
        waiting = waiting.filter(batch=batch)
    return list(waiting.order_by("tries", "pk").values_list("pk", flat=True)[:AT_ONCE])


def _work_one(key: int) -> bool:
    """Do one row; return whether it was ours to do."""
    speaks = ""
    try:
        with transaction.atomic():
            item = _locked(key)
            if item is None:
                return False
            speaks = language_of(item.batch.by)
            # Written first: the lock on the seats, which the deed takes, is the last of all.
            BatchItem.objects.filter(pk=key).update(outcome=Outcome.DONE)
            after = _do(item)
            BatchItem.objects.filter(pk=key).update(after=after.state)
    except Busy as busy:
        with override(speaks):
            _put_off(key, str(busy))
    except Refusal as refusal:
        with override(speaks):
            told = _words(refusal)
        BatchItem.objects.filter(pk=key).update(outcome=Outcome.REFUSED, problem=told)
    return True


def _words(refusal: Refusal) -> str:
    """Return why not; of many chosen at once, some never stood where the deed makes sense."""
    if isinstance(refusal, StateChanged):
        return _("this does not fit the state in which they are.")
    return str(refusal)[:300]


def _locked(key: int) -> BatchItem | None:
    """Return a row that is still to be done, locked; None where somebody else has it."""
    free = BatchItem.objects.to_do().filter(pk=key)
    locked = free.select_for_update(skip_locked=True, of=("self",))
    return locked.select_related("batch__by__profile").first()


def _do(item: BatchItem) -> Registration:
    deed = _DEEDS[Deed(item.batch.deed)]
    return deed(registration_id=item.registration_id, batch=item.batch)


def _put_off(key: int, problem: str) -> None:
    """Leave a row for a later try, but not forever."""
    rows = BatchItem.objects.filter(pk=key)
    rows.update(tries=F("tries") + 1)
    rows.filter(tries__gte=TRIES).update(outcome=Outcome.REFUSED, problem=problem[:300])


@transaction.atomic
def _close_finished() -> None:
    running = Batch.objects.select_for_update(skip_locked=True).filter(state=Batch.State.RUNNING)
    open_ones = set(BatchItem.objects.to_do().order_by().values_list("batch_id", flat=True))
    finished = running.exclude(pk__in=open_ones)
    Batch.objects.filter(pk__in=[one.pk for one in finished]).update(
        state=Batch.State.DONE, ended_at=timezone.now()
    )


def _approve(*, registration_id: int, batch: Batch) -> Registration:
    return actions.approve_registration(registration_id=registration_id, by=_hand(batch))


def _decline(*, registration_id: int, batch: Batch) -> Registration:
    by, reason = _hand(batch), batch.reason
    return actions.decline_registration(registration_id=registration_id, by=by, reason=reason)


def _offer(*, registration_id: int, batch: Batch) -> Registration:
    return actions.offer_seat(registration_id=registration_id, by=_hand(batch))


def _cancel(*, registration_id: int, batch: Batch) -> Registration:
    found = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
    if not found.is_confirmed:
        raise NoSeatToTakeBack
    by, reason = staff(batch.by), batch.reason
    return actions.cancel_registration(registration_id=registration_id, by=by, reason=reason)


def _note(to: State, *, registration_id: int, batch: Batch) -> Registration:
    return actions.note_attendance(registration_id=registration_id, to=to, by=_hand(batch))


def _hand(batch: Batch) -> Any:
    """Return who began it; nobody when the account is gone meanwhile, which the log then says."""
    return batch.by


_DEEDS: Final[dict[Deed, Callable[..., Registration]]] = {
    Deed.APPROVE: _approve,
    Deed.DECLINE: _decline,
    Deed.OFFER: _offer,
    Deed.CANCEL: _cancel,
    Deed.ATTENDED: partial(_note, State.ATTENDED),
    Deed.NO_SHOW: partial(_note, State.NO_SHOW),
    Deed.UNDO: partial(_note, State.CONFIRMED),
}
