"""Tells the webhooks; each task may run twice or never, and nothing is told for nothing."""

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from events.interface import actions
from events.interface.models import Delivery, Webhook
from events.interface.posting import Heard, call
from lane.memory import keep

KEEP_DAYS = 30
AT_ONCE = 5  # calls in one run: each may take ten seconds
CLAIM = timedelta(minutes=2)  # after which a worker that holds a delivery is taken for dead


@shared_task(ignore_result=True)
def tell_webhooks() -> int:
    """Write down what is new, and make the calls that are due; return how many were heard."""
    for webhook_id in Webhook.objects.filter(is_active=True).values_list("pk", flat=True):
        while actions.collect_news(webhook_id=webhook_id) == actions.AT_ONCE:
            pass
    heard = 0
    for _number in range(AT_ONCE):
        delivery = _claimed()
        if delivery is None:
            return heard
        heard += _try(delivery)
    return heard


@shared_task(ignore_result=True)
def forget_calls() -> int:
    """Delete old answers and deliveries; return how many."""
    return actions.forget_calls(days=KEEP_DAYS)


@transaction.atomic
def _claimed() -> Delivery | None:
    """Return a delivery that is due, put off so that no other worker takes it meanwhile."""
    due = Delivery.objects.filter(
        state=Delivery.State.WAITING, next_at__lte=timezone.now(), webhook__is_active=True
    )
    found = due.select_for_update(skip_locked=True, of=("self",)).select_related("webhook")
    delivery = found.order_by("next_at", "pk").first()
    if delivery is not None:
        delivery.next_at = timezone.now() + CLAIM
        delivery.save(update_fields=["next_at"])
    return delivery


def _try(delivery: Delivery) -> bool:
    answer: Heard = call(delivery)
    delivery.attempts += 1
    delivery.answer = answer.words
    if answer.is_heard:
        delivery.state = Delivery.State.HEARD
    elif delivery.attempts > len(actions.PAUSES):
        delivery.state = Delivery.State.GIVEN_UP
    else:
        delivery.next_at = timezone.now() + actions.PAUSES[delivery.attempts - 1]
    delivery.save(update_fields=["state", "attempts", "answer", "next_at"])
    return answer.is_heard


def wake(**_signal: Any) -> None:
    """Ask a worker to tell the webhooks, without insisting: the sweeper comes anyway."""
    if keep("events.webhooks", _are_wanted, actions.WEBHOOKS):
        tell_webhooks.apply_async(retry=False)


def _are_wanted() -> bool:
    return bool(Webhook.objects.filter(is_active=True).exists())
