"""What is done with the index: note what changed, refresh it, rebuild it."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from time import perf_counter
from typing import Any, Final

from django.db import DatabaseError, connection, transaction

from search.models import Due, Entry
from search.registry import Source, scopes_of, sources
from search.signals import entries_changed, index_fell_behind
from search.writing import add_words, lock_writers, recount_words, write_rows

logger = logging.getLogger(__name__)

AT_ONCE: Final = 20  # objects that are refreshed in the process of the one who changed them
BATCH: Final = 500


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
    touched = [name for name, keys in wanted.items() if refresh(name, list(dict.fromkeys(keys)))]
    Due.objects.filter(pk__in=[pk for pk, *_rest in notes]).delete()
    if touched:
        _tell(touched)
    return len(notes)


def refresh(name: str, keys: Sequence[str]) -> int:
    """Read these objects of a source anew; return how many entries changed or went.

    To be called in a transaction that holds the writers' lock. A source that is no longer
    registered has nothing to be found.
    """
    source = sources().get(name)
    rows = list(source.rows(keys)) if source else []
    changed = write_rows(name, rows)
    add_words(changed)
    kept = {(row.key, row.language) for row in rows}
    old = Entry.objects.filter(source=name, key__in=keys).values_list("pk", "key", "language")
    gone = [pk for pk, key, language in old if (key, language) not in kept]
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    return len(changed) + len(gone)


def rebuild(*, names: Iterable[str] | None = None, batch: int = BATCH) -> Rebuilt:
    """Read everything anew, batch by batch; the index answers as before while it runs.

    Each batch is read and written under the writers' lock, so nothing that is published meanwhile
    is overwritten by an older state. What no source tells any more leaves at the end.
    """
    began = perf_counter()
    chosen = {name: source for name, source in sources().items() if names is None or name in names}
    read = changed = removed = 0
    for name, source in chosen.items():
        _remember_seen()
        for keys in _batches(source, batch):
            count, written = _rebuild_batch(name, source, keys)
            read, changed = read + count, changed + written
        removed += _remove_unseen(name)
    if names is None:
        removed += Entry.objects.exclude(source__in=chosen).delete()[0]
    with transaction.atomic():
        lock_writers()
        recount_words()
    _settle()
    if changed or removed:
        _tell(list(chosen))
    return Rebuilt(read=read, changed=changed, removed=removed, seconds=perf_counter() - began)


def _batches(source: Source, size: int) -> Iterator[list[str]]:
    keys = iter(source.keys())
    while batch := list(islice(keys, size)):
        yield batch


def _remember_seen() -> None:
    """Begin an empty list of what this rebuild has seen, in this connection alone."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS search_seen (key text, language text)")
        cursor.execute("TRUNCATE search_seen")


@transaction.atomic
def _rebuild_batch(name: str, source: Source, keys: list[str]) -> tuple[int, int]:
    lock_writers()
    rows = list(source.rows(keys))
    changed = write_rows(name, rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_seen SELECT * FROM unnest(%s::text[], %s::text[])",
            [[row.key for row in rows], [row.language for row in rows]],
        )
    return len(rows), len(changed)


@transaction.atomic
def _remove_unseen(name: str) -> int:
    """Remove what was not seen, unless it came while the rebuild ran; return how many."""
    lock_writers()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_seen")
        cursor.execute(
            "SELECT DISTINCT key FROM search_entry e WHERE source = %s AND NOT EXISTS ("
            "SELECT FROM search_seen s WHERE s.key = e.key AND s.language = e.language)",
            [name],
        )
        doubtful = [key for (key,) in cursor.fetchall()]
    before = Entry.objects.count()
    for start in range(0, len(doubtful), BATCH):
        refresh(name, doubtful[start : start + BATCH])
    return before - Entry.objects.count()


def _settle() -> None:
    """Let the planner know the new sizes, and empty the list of late arrivals of the index."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_entry")
        cursor.execute("ANALYZE search_word")
        cursor.execute("SELECT gin_clean_pending_list('search_vector'::regclass)")


def _tell(names: list[str]) -> None:
    """Say after the commit which parts of the site show what changed."""
    scopes = ("search", *scopes_of(names))
    transaction.on_commit(partial(_say_changed, scopes))


def _say_changed(scopes: tuple[str, ...]) -> Any:
    return entries_changed.send(sender=Entry, scopes=scopes)
