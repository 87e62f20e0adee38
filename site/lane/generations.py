"""Says what changed: each scope of public content has a generation, and every change a number."""

import logging
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from lane.counters import Counters

logger = logging.getLogger(__name__)

CHANNEL: Final = "lane"
# Whoever read a number also sees what was committed before that number was drawn. Nobody waits for
# the disk: what a crash loses of it, the running web processes know.
BUMP: Final = """
    WITH bumped AS (
        INSERT INTO lane_generation (scope) SELECT unnest(%s::text[]) ORDER BY 1
        ON CONFLICT (scope) DO UPDATE
            SET number = GREATEST(lane_generation.number, EXCLUDED.number)
        RETURNING scope, number
    )
    SELECT scope, number, pg_notify(%s, scope || ' ' || number),
        set_config('synchronous_commit', 'off', true)
    FROM bumped
"""


def bump(*scopes: str) -> None:
    """Let nothing that shows these scopes be served any more, once the transaction is committed.

    Outside a transaction it happens at once; a rollback forgets it. When the transaction has ended,
    every process that shares the folder `LANE_DIR` knows; others hear of it some milliseconds
    later.
    """
    if not scopes or _is_told(set(scopes)):
        return
    transaction.on_commit(_Bump(scopes), robust=True)


def _is_told(scopes: set[str]) -> bool:
    """Return whether this transaction will bump these scopes anyway."""
    if not connection.in_atomic_block:
        return False
    here = set(connection.savepoint_ids)
    return any(
        isinstance(planned[1], _Bump) and scopes <= planned[1].scopes and planned[0] <= here
        for planned in connection.run_on_commit
    )


def is_changing(scopes: Collection[str]) -> bool:
    """Return whether this transaction has announced a change in one of these scopes."""
    wanted = set(scopes)
    return any(
        isinstance(planned[1], _Bump) and wanted & planned[1].scopes
        for planned in connection.run_on_commit
    )


class _Bump:
    """The deed after the commit."""

    def __init__(self, scopes: tuple[str, ...]) -> None:
        self.scopes = frozenset(scopes)

    def __call__(self) -> None:
        """Draw numbers, tell other machines, move the cells of this one."""
        numbers = dict.fromkeys(self.scopes, 0)
        try:
            with connection.cursor() as cursor:
                cursor.execute(BUMP, [sorted(self.scopes), CHANNEL])
                numbers.update((row[0], row[1]) for row in cursor.fetchall())
        except DatabaseError:
            # The content is committed: here it shows at once, elsewhere when entries grow old.
            logger.exception("A change could not be told", extra={"scopes": sorted(self.scopes)})
        finally:
            counters().push(numbers)


@cache
def counters() -> Counters:
    """Return the cells of this machine."""
    return Counters(Path(settings.LANE_DIR) / "generations")
