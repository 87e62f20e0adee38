"""Freezes before anything is forgotten: figures outlive the people behind them."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver

from events.reach import actions
from events.signals import about_to_forget


@receiver(about_to_forget, dispatch_uid="events.reach.freeze")
def freeze(**_signal: Any) -> None:
    """Freeze what is due; a fault here stops the forgetting, and the next round tries again."""
    days = min(settings.EVENTS_FREEZE_AFTER_DAYS, settings.EVENTS_FORGET_AFTER_DAYS)
    actions.freeze_due(days=days)
