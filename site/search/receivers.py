"""What follows from changes of the index: pages that show it are made anew, workers are woken."""

from typing import Any

from django.dispatch import receiver

from lane.generations import bump
from search import tasks
from search.signals import entries_changed, index_fell_behind


@receiver(entries_changed, dispatch_uid="search.flush_lists")
def flush_lists(scopes: tuple[str, ...], **_: Any) -> None:
    """Let nothing be served any more that lists what has changed."""
    bump(*scopes)


@receiver(index_fell_behind, dispatch_uid="search.wake_worker")
def wake_worker(**_: Any) -> None:
    """Call a worker; the sweeper comes round anyway."""
    tasks.wake()
