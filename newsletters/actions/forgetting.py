"""Drop what is no longer needed, and a person who asks to be forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletters.addresses import fingerprint
from newsletters.models import UNFINISHED, Delivery, Subscription, Suppression

if TYPE_CHECKING:
    from django.db.models import Q

State = Subscription.State


@transaction.atomic
def drop_unconfirmed() -> int:
    """Forget those who were asked and did not confirm in time; return how many.

    Whoever had been on the list before has left it, as before.
    """
    late = Subscription.objects.expired(timezone.now())
    came_back = late.filter(confirmed_at__isnull=False).update(
        state=State.UNSUBSCRIBED, pending_until=None
    )
    dropped, _by_model = late.filter(confirmed_at__isnull=True).delete()
    return int(came_back + dropped)


@transaction.atomic
def forget_addresses(*, days: int) -> int:
    """Clear the addresses of settled deliveries and of those who left, `days` ago; return how many.

    What stays, the fingerprint and what became of the letter, tells nobody who it was.
    """
    before = timezone.now() - timedelta(days=days)
    letters = (
        Delivery.objects.filter(settled_at__lt=before)
        .exclude(email="")
        .exclude(state__in=UNFINISHED)
    )
    gone = Subscription.objects.filter(
        state__in=(State.UNSUBSCRIBED, State.BOUNCED), left_at__lt=before
    ).exclude(email="")
    return int(letters.update(email="", server_reply="") + gone.update(email="", user=None))


@transaction.atomic
def erase_reader(*, email: str, whose: Q) -> None:
    """Take a person off every list for good; the ledger keeps its lines without the address.

    `whose` finds the subscriptions of their account as well as those of the address. What waits
    for them does not go out any more, and neither does anything later.
    """
    rows = Subscription.objects.filter(whose)
    prints = {fingerprint(email), *rows.values_list("fingerprint", flat=True)}
    letters = Delivery.objects.filter(fingerprint__in=prints)
    letters.in_state(Delivery.State.PENDING, Delivery.State.CLAIMED).update(
        state=Delivery.State.SKIPPED,
        reason=_("The reader has been erased."),
        settled_at=timezone.now(),
        claimed_by=None,
        claimed_until=None,
    )
    letters.update(email="", server_reply="")
    if rows.exists():
        Suppression.objects.bulk_create(
            [Suppression(fingerprint=one, reason=Suppression.Reason.ERASED) for one in prints],
            ignore_conflicts=True,
        )
    rows.delete()
