"""What follows from a change of the index: what lists its entries is made anew."""

from typing import Any

from django.dispatch import receiver

from lane.generations import bump
from search.signals import entries_changed


@receiver(entries_changed, dispatch_uid="search.flush_lists")
def flush_lists(scopes: tuple[str, ...], **_: Any) -> None:
    """Let nothing be served any more that lists what has changed."""
    bump(*scopes)
