"""What is done with the index: note what changed, refresh it, rebuild it."""

import logging
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from time import perf_counter
from typing import Final

from django.db import DatabaseError, connection, transaction

from search.large import make_indexes, put_indexes_aside
from search.models import Due, Entry
from search.registry import Source, kinds, scopes_of, sources
from search.signals import entries_changed, index_fell_behind
from search.writing import add_words, lock_writers, recount_words, write_rows

logger = logging.getLogger(__name__)

AT_ONCE: Final = 20  # objects that are refreshed in the process of the one who changed them
BATCH: Final = 500

Pairs = list[tuple[str, str]]  # key and language of what was read


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What a rebuild did: entries read from their sources, those changed, those removed."""

    read: int
    changed: int
    removed: int
    seconds: float


def mark(source: str, *keys: object) -> None:
    """Note, in the transaction of the change, that the index is behind for these objects.

    The note is refreshed right after the commit; one that nobody came to is found by the sweeper.
    """
    if not keys:
        return
    Due.objects.bulk_create([Due(source=source, key=str(key)) for key in keys], batch_size=BATCH)
    transaction.on_commit(partial(_catch_up, len(keys)))


def _catch_up(count: int) -> None:
    """Refresh a few objects here and now; call a worker for more."""
    if count > AT_ONCE:
        index_fell_behind.send(sender=Due)
        return
    try:
        refresh_due(limit=AT_ONCE)
    except DatabaseError:
        logger.exception("The index is refreshed later")


@transaction.atomic
def refresh_due(*, limit: int = 200) -> int:
    """Bring up to date what is noted, the oldest first; return how many notes were settled.

    Called twice, or by two at a time, it does nothing twice.
    """
    notes = list(
        Due.objects.select_for_update(skip_locked=True)
        .order_by("pk")[:limit]
        .values_list("pk", "source", "key")
    )
    if not notes:
        return 0
    lock_writers()
    wanted: dict[str, list[str]] = defaultdict(list)
    for _pk, name, key in notes:
        wanted[name].append(key)
    kinds = [kind for name, keys in wanted.items() for kind in refresh(name, sorted(set(keys)))]
    Due.objects.filter(pk__in=[pk for pk, *_rest in notes]).delete()
    _tell(kinds)
    return len(notes)


def refresh(name: str, keys: Sequence[str]) -> list[str]:
    """Read these objects of a source anew; return the kind of each entry that changed or went.

    To be called in a transaction that holds the writers' lock. A source that is no longer
    registered has nothing to be found.
    """
    source = sources().get(name)
    rows = list(source.rows(keys)) if source else []
    changed = write_rows(name, rows)
    add_words(changed)
    kept = {(row.key, row.language) for row in rows}
    stored = Entry.objects.filter(source=name, key__in=keys)
    old = stored.values_list("pk", "kind", "key", "language")
    gone = {pk: kind for pk, kind, *pair in old if tuple(pair) not in kept}
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    return [*changed.values(), *gone.values()]


def rebuild(*, names: Iterable[str] | None = None, batch: int = BATCH, jobs: int = 1) -> Rebuilt:
    """Read everything anew, batch by batch; the index answers as before while it runs.

    Each batch is read and written while nobody refreshes, so nothing that is published meanwhile is
    overwritten by an older state. What no source tells any more leaves at the end. With more than
    one of `jobs` threads read and write side by side, each with a connection of its own.
    """
    began = perf_counter()
    chosen = {name: source for name, source in sources().items() if names is None or name in names}
    if not Entry.objects.exists():
        put_indexes_aside()  # nobody finds anything yet; made at the end they cost a third
    try:
        done = [_rebuild_source(source, batch, jobs) for source in chosen.values()]
    finally:
        make_indexes()
    removed = sum(part.removed for part in done)
    if names is None:
        removed += Entry.objects.exclude(source__in=chosen).delete()[0]
    with transaction.atomic():
        lock_writers()
        recount_words()
    _settle()
    changed = sum(part.changed for part in done)
    if changed or removed:
        _tell(kinds())
    return Rebuilt(
        read=sum(part.read for part in done),
        changed=changed,
        removed=removed,
        seconds=perf_counter() - began,
    )


def fill_if_empty() -> bool:
    """Fill an index that has nothing in it, as after an upgrade; return whether it was so."""
    if Entry.objects.exists():
        return False
    rebuild()
    return True


def _rebuild_source(source: Source, batch: int, jobs: int) -> Rebuilt:
    """Read one source anew; return what was read, changed and removed."""
    began = perf_counter()
    batches = deque(_batches(source, batch))
    if jobs == 1:
        done = [_rebuild_batches(source, batches)]
    else:
        with ThreadPoolExecutor(max_workers=jobs) as pool:
            working = [pool.submit(_rebuild_beside, source, batches) for _ in range(jobs)]
            try:
                wait(working, return_when=FIRST_EXCEPTION)
            finally:
                batches.clear()  # one that failed, or was told to stop, ends the others
        done = [one.result() for one in working]
    seen = set().union(*(pairs for pairs, _changed in done))
    removed = _remove_unseen(source.name, seen)
    changed = sum(number for _pairs, number in done)
    return Rebuilt(read=len(seen), changed=changed, removed=removed, seconds=perf_counter() - began)


def _batches(source: Source, size: int) -> Iterator[list[str]]:
    keys = iter(source.keys())
    while batch := list(islice(keys, size)):
        yield batch


def _rebuild_beside(source: Source, batches: deque[list[str]]) -> tuple[Pairs, int]:
    """Do batches in a thread, whose connection ends with it."""
    try:
        return _rebuild_batches(source, batches)
    finally:
        connection.close()


def _rebuild_batches(source: Source, batches: deque[list[str]]) -> tuple[Pairs, int]:
    """Take batches as long as there are any; return what was read, and how many entries changed."""
    read: Pairs = []
    changed = 0
    for keys in _taken(batches):
        pairs, written = _rebuild_batch(source, keys)
        read += pairs
        changed += written
    return read, changed


def _taken(batches: deque[list[str]]) -> Iterator[list[str]]:
    """Yield what is left, each batch to one taker only."""
    with suppress(IndexError):
        while True:
            yield batches.popleft()


@transaction.atomic
def _rebuild_batch(source: Source, keys: list[str]) -> tuple[Pairs, int]:
    """Read and write one batch; return what was read, and how many entries changed."""
    lock_writers(shared=True)
    rows = list(source.rows(keys))
    return [(row.key, row.language) for row in rows], len(write_rows(source.name, rows))


@transaction.atomic
def _remove_unseen(name: str, seen: set[tuple[str, str]]) -> int:
    """Remove what was not seen, unless it came while the rebuild ran; return how many."""
    lock_writers()
    stored = Entry.objects.filter(source=name).values_list("key", "language")
    doubtful = sorted({pair[0] for pair in stored.iterator(chunk_size=5_000) if pair not in seen})
    starts = range(0, len(doubtful), BATCH)
    return sum(len(refresh(name, doubtful[start : start + BATCH])) for start in starts)


def _settle() -> None:
    """Let the planner know the new sizes, and empty the list of late arrivals of the index."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_entry")
        cursor.execute("ANALYZE search_word")
        cursor.execute("SELECT gin_clean_pending_list('search_vector'::regclass)")


def _tell(touched: Iterable[str]) -> None:
    """Say after the commit which parts of the site show the kinds that changed."""
    scopes = scopes_of(touched)
    if scopes:
        transaction.on_commit(partial(_say_changed, scopes))


def _say_changed(scopes: tuple[str, ...]) -> None:
    entries_changed.send(sender=Entry, scopes=scopes)
