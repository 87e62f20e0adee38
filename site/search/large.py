"""Fills an empty index faster: its large indexes are made at the end, all at once."""

from typing import Final

from django.contrib.postgres.indexes import GinIndex
from django.db import connection

from search.models import Entry

MEMORY: Final = "256MB"  # for one index at a time, while it is made


def put_indexes_aside() -> None:
    """Drop the indexes that are slow to fill row by row."""
    _change(add=False)


def make_indexes() -> None:
    """Make those that are missing; also what a rebuild that was killed left undone."""
    _change(add=True)


def _change(*, add: bool) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Entry._meta.db_table)
    wanted = [index for index in Entry._meta.indexes if isinstance(index, GinIndex)]
    changing = [index for index in wanted if (index.name in found) != add]
    if not changing:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, false)", [MEMORY])
    with connection.schema_editor(atomic=False) as editor:
        for index in changing:
            (editor.add_index if add else editor.remove_index)(Entry, index)
    with connection.cursor() as cursor:
        cursor.execute("RESET maintenance_work_mem")
