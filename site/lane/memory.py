"""Keeps what is the same for every visitor, in this process, until one of its scopes changes."""

import threading
import time
from collections.abc import Callable, Collection
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import connection

from lane.channel import channel
from lane.generations import counters, is_changing
from lane.showing import LONGEST

T = TypeVar("T")
MOST: Final = 1000

Snapshot = tuple[tuple[int, int], ...]
_kept: dict[str, tuple[Snapshot, float, Any]] = {}
_lock = threading.Lock()


def keep(name: str, build: Callable[[], T], *scopes: str) -> T:
    """Return the value of that name, built anew after a change in one of its scopes.

    Everything that the value depends on belongs into its name. Nobody may change what is returned.
    Nothing is kept in a process that does not hear of changes. Within a transaction what was kept
    before is read, unless the transaction has announced a change in a scope; nothing is added.
    """
    if not may_keep() and not _may_read(scopes):
        return build()
    now = time.monotonic()
    known = _kept.get(name)
    if known is not None and now < known[1] and counters().holds(known[0]):
        value: T = known[2]
        return value
    snapshot = counters().snapshot(scopes)
    value = build()
    if not may_keep():
        return value
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
    # Within a transaction only what is there already is of use: it is not worth reading everything.
    known = keep(name, everything if may_keep() else dict, scope)
    return known if known.keys() >= set(ids) else some(ids)


def may_keep() -> bool:
    """Return whether what is built now is true for others, and stays so until we hear otherwise."""
    return bool(settings.LANE_ENABLED) and channel.is_open() and not connection.in_atomic_block


def _may_read(scopes: Collection[str]) -> bool:
    """Return whether what others built holds for this transaction too."""
    return bool(settings.LANE_ENABLED) and channel.is_open() and not is_changing(scopes)


def forget() -> None:
    """Drop everything that is kept in this process."""
    with _lock:
        _kept.clear()
