"""Forgets who got what, and keeps how many."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from events.letters.models import Recipient


@transaction.atomic
def forget_recipients(*, days: int) -> int:
    """Delete the rows of people, `days` after their sending was finished; return how many."""
    long_ago = timezone.now() - timedelta(days=days)
    return Recipient.objects.filter(sending__finished_at__lt=long_ago).delete()[0]
