"""Keeps what is the same for every visitor, in this process, until one of its scopes changes."""

import threading
import time
from collections.abc import Callable, Collection
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import connection

from lane.channel import channel
from lane.generations import counters
from lane.showing import LONGEST

T = TypeVar("T")
MOST: Final = 1000

Snapshot = tuple[tuple[int, int], ...]
_kept: dict[str, tuple[Snapshot, float, Any]] = {}
_lock = threading.Lock()


def keep(name: str, build: Callable[[], T], *scopes: str) -> T:
    """Return the value of that name, built anew after a change in one of its scopes.

    Everything that the value depends on belongs into its name. Nobody may change what is returned.
    Nothing is kept within a transaction, nor in a process that does not hear of changes.
    """
    if not may_keep():
        return build()
    now = time.monotonic()
    known = _kept.get(name)
    if known is not None and now < known[1] and counters().holds(known[0]):
        value: T = known[2]
        return value
    snapshot = counters().snapshot(scopes)
    value = build()
    with _lock:
        while len(_kept) >= MOST:
            _kept.pop(next(iter(_kept)))
        _kept[name] = (snapshot, now + LONGEST, value)
    return value


def rows_by_id(
    name: str,
    ids: Collection[int],
    scope: str,
    *,
    everything: Callable[[], dict[int, T]],
    some: Callable[[Collection[int]], dict[int, T]],
) -> dict[int, T]:
    """Return rows of a small table by id; nobody may change them.

    No query where this process has `everything` in memory, else that of `some`.
    """
    if may_keep():
        known = keep(name, everything, scope)
        if known.keys() >= set(ids):
            return known
    return some(ids)


def may_keep() -> bool:
    """Return whether what is built now is true for others, and stays so until we hear otherwise."""
    return bool(settings.LANE_ENABLED) and channel.is_open() and not connection.in_atomic_block


def forget() -> None:
    """Drop everything that is kept in this process."""
    with _lock:
        _kept.clear()
