"""What follows from a change of the list of suppressed addresses."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from lane.generations import bump
from outbox.models import SUPPRESSED, Suppression


@receiver((post_save, post_delete), sender=Suppression, dispatch_uid="outbox.suppressed")
def forget_the_list(**_: Any) -> None:
    """Let no process go on with the list that it has in memory."""
    bump(SUPPRESSED)
