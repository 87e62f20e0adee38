"""Counts what is looked for, by day: nothing of by whom, and not for long what few people typed."""

import re
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.models import Max, Q, Sum
from django.utils import timezone

from search.folding import folded
from search.models import Demand

TEXT_LIMIT: Final = 80
# What fewer searches than this asked for could be about somebody; it is not shown, and soon erased.
FEW: Final = 3
FEW_KEPT_DAYS: Final = 14
# Addresses, numbers and keys are pasted into search boxes by mistake.
PRIVATE: Final = re.compile(r"@|\d{5,}|://|\S{41,}")

COUNT: Final = """
INSERT INTO search_demand (day, text, language, searches, in_vain) VALUES (%s, %s, %s, 1, %s)
ON CONFLICT (text, day, language) DO UPDATE
SET searches = search_demand.searches + 1, in_vain = search_demand.in_vain + excluded.in_vain
"""


def count(*, text: str, language: str, found: int) -> bool:
    """Count one search of today; return whether it was counted.

    What is long, or looks like an address or a number that belongs to somebody, is not.
    """
    words = folded(text)
    if not 2 <= len(words) <= TEXT_LIMIT or PRIVATE.search(words):
        return False
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [timezone.localdate(), words, language[:12], int(not found)])
    return True


def most_wanted(*, since: date, in_vain: bool = False) -> Any:
    """Return what was looked for since a day, the most frequent first; what few asked is left out.

    With `in_vain` only what found nothing, by how often. Each row has `text`, `language`, `asked`,
    `failed` and the `last` day.
    """
    rows = Demand.objects.filter(day__gte=since).values("text", "language")
    rows = rows.annotate(asked=Sum("searches"), failed=Sum("in_vain"), last=Max("day"))
    if in_vain:
        return rows.filter(failed__gte=FEW).order_by("-failed", "text")
    return rows.filter(asked__gte=FEW).order_by("-asked", "text")


def forget() -> int:
    """Erase counts older than the days that are kept, and those of words that few people typed."""
    today = timezone.localdate()
    old = Q(day__lt=today - timedelta(days=settings.SEARCH_KEEP_DAYS))
    counted = Demand.objects.values("text").annotate(asked=Sum("searches"), last=Max("day"))
    few = counted.filter(asked__lt=FEW, last__lt=today - timedelta(days=FEW_KEPT_DAYS))
    return Demand.objects.filter(old | Q(text__in=few.values("text"))).delete()[0]
