"""Makes and ends keys, and writes down what webhooks are to be told."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.members.tokens import digest_of, new_token
from events.interface.models import ApiToken, Call, Delivery, Webhook
from events.models import RegistrationStep
from lane.generations import bump

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.members.models import User
    from events.models import EventPage

MARK: Final = "ev_"  # secret scanners and people know by it what it is
OVERLAP: Final = 1000  # steps that may have committed after a later one was seen
AT_ONCE: Final = 500
WEBHOOKS: Final = "webhooks"  # scope of what web processes keep in memory of them
# How long to wait after each attempt that was not heard; then it is given up.
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))


@transaction.atomic
def make_token(
    *,
    name: str,
    scopes: "Iterable[str]",
    events: "Iterable[EventPage]" = (),
    by: "User",
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Return a new key for a program and its text, which is shown this once and not stored."""
    text = MARK + new_token()
    token: ApiToken = ApiToken.objects.create(
        name=name,
        digest=digest_of(text),
        start=text[:8],
        scopes=sorted(scopes),
        created_by=by,
        expires_at=expires_at,
    )
    token.events.set(events)
    return token, text


def revoke_token(*, token: ApiToken) -> None:
    """End a key for good; once more changes nothing."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def note_use(token: ApiToken) -> None:
    """Write down the day on which a key was last used: one write a day."""
    today = timezone.now().date()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)


@transaction.atomic
def make_webhook(*, name: str, url: str, event: "EventPage | None", by: "User") -> Webhook:
    """Return a new webhook; it is told what happens from now on."""
    latest = RegistrationStep.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    webhook: Webhook = Webhook.objects.create(
        name=name, url=url, event=event, created_by=by, seen_step=latest
    )
    bump(WEBHOOKS)
    return webhook


@transaction.atomic
def switch_webhook(*, webhook: Webhook, is_active: bool) -> None:
    """Switch a webhook on or off."""
    Webhook.objects.filter(pk=webhook.pk).update(is_active=is_active)
    bump(WEBHOOKS)


def renew_secret(*, webhook: Webhook) -> None:
    """Give a webhook another signing key; the old one ends at once."""
    Webhook.objects.filter(pk=webhook.pk).update(generation=F("generation") + 1)


@transaction.atomic
def collect_news(*, webhook_id: int) -> int:
    """Write a delivery for each step that a webhook was not told of; return how many.

    Run twice, or by two workers at once, it writes none twice.
    """
    webhook = Webhook.objects.select_for_update().get(pk=webhook_id)
    since = webhook.seen_step - OVERLAP
    steps = RegistrationStep.objects.filter(pk__gt=since, at__gte=webhook.created_at)
    if webhook.event_id:
        steps = steps.filter(registration__event=webhook.event_id)
    told = Delivery.objects.filter(webhook=webhook, step__gt=since).values("step")
    new = list(steps.exclude(pk__in=told).select_related("registration").order_by("pk")[:AT_ONCE])
    Delivery.objects.bulk_create(
        [Delivery(webhook=webhook, step=step.pk, payload=_news(step)) for step in new],
        ignore_conflicts=True,
    )
    if new:
        webhook.seen_step = max(webhook.seen_step, new[-1].pk)
        webhook.save(update_fields=["seen_step"])
    return len(new)


def send_again(*, delivery: Delivery) -> None:
    """Let a delivery that was given up be tried once more from the beginning."""
    given_up = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.GIVEN_UP)
    given_up.update(state=Delivery.State.WAITING, attempts=0, next_at=timezone.now())


def say_hello(*, webhook: Webhook) -> Delivery:
    """Return a delivery that tells nothing, to see whether the receiver hears."""
    payload = {"type": "ping", "timestamp": timezone.now().isoformat(), "data": {}}
    return Delivery.objects.create(webhook=webhook, payload=payload)


@transaction.atomic
def forget_calls(*, days: int) -> int:
    """Delete the answers and deliveries that are older; return how many."""
    long_ago = timezone.now() - timedelta(days=days)
    calls, _rows = Call.objects.filter(at__lt=long_ago).delete()
    done = Delivery.objects.filter(created_at__lt=long_ago).exclude(state=Delivery.State.WAITING)
    deliveries, _rows = done.delete()
    return calls + deliveries


def _news(step: RegistrationStep) -> dict[str, Any]:
    """Return what is told of a step: numbers and states, and nothing of the person."""
    registration = step.registration
    return {
        "type": f"registration.{step.after}",
        "timestamp": step.at.isoformat(),
        "data": {
            "event": registration.event_id,
            "registration": str(registration.uid),
            "before": step.before,
            "state": step.after,
        },
    }
