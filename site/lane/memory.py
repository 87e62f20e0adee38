"""Keeps what is the same for every visitor, in this process, until one of its scopes changes."""

import threading
import time
from collections.abc import Callable, Collection
from functools import partial
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import connection, transaction

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
    if (known := _fresh(name)) is not None:
        kept: T = known[2]
        return kept
    snapshot, end = counters().snapshot(scopes), time.monotonic() + LONGEST
    value = build()
    if not may_keep():
        return value
    with _lock:
        while len(_kept) >= MOST:
            _kept.pop(next(iter(_kept)))
        _kept[name] = (snapshot, end, value)
    return value


def keep_soon(name: str, build: Callable[[], T], *scopes: str) -> T:
    """Return the value as `keep` does; what a transaction has to build, its commit keeps.

    It is built anew for that, so `build` must look at what is true then.
    """
    if connection.in_atomic_block and _fresh(name) is None:
        transaction.on_commit(partial(_keep_now, name, build, *scopes), robust=True)
    return keep(name, build, *scopes)


def _keep_now(name: str, build: Callable[[], T], *scopes: str) -> None:
    if may_keep():
        keep(name, build, *scopes)


def _fresh(name: str) -> tuple[Snapshot, float, Any] | None:
    known = _kept.get(name)
    if known is None or time.monotonic() >= known[1] or not counters().holds(known[0]):
        return None
    return known


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
    return hears() and not connection.in_atomic_block


def hears() -> bool:
    """Return whether this process hears of changes: no other keeps anything."""
    return bool(settings.LANE_ENABLED) and channel.is_open()


def _may_read(scopes: Collection[str]) -> bool:
    """Return whether what others built holds for this transaction too."""
    return hears() and not is_changing(scopes)


def forget() -> None:
    """Drop everything that is kept in this process."""
    with _lock:
        _kept.clear()
