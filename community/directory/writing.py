"""Writes records into the directory, many by one statement, and keeps its bitmaps in step."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from community.directory.models import CHUNK, Entry
from community.directory.rows import Record

LOCK: Final = 691_440_04  # one writer at a time: a bitmap is of many people

# What stands among the words without being one: the class and the values as "@...", so that one
# index answers for all, and the words of the name as "=...", which suggestions are made of. Rows of
# one class stand together: fewer pages are read for a common word.
INSERT: Final = """
INSERT INTO directory_entry (kind, audience, user_id, organisation_id, colleagues, employer,
    address, name, sort_key, card, facets, vector)
SELECT kind, audience, user_id, organisation_id, colleagues, employer,
    address, name, sort_key, card, facets,
    to_tsvector('search_simple', name)
        || to_tsvector('search_simple', summary)
        || to_tsvector('search_simple', body)
        || array_to_tsvector(
            ARRAY['@' || kind || '@' || audience]
            || ARRAY(SELECT '@' || value FROM unnest(facets) AS value)
            || ARRAY(SELECT '=' || lexeme FROM unnest(to_tsvector('search_simple', name)))
        )
FROM jsonb_to_recordset(%s::jsonb) AS given (
    kind text, audience text, user_id bigint, organisation_id bigint, colleagues bigint,
    employer bigint, address text, name text, sort_key text, card jsonb, facets varchar[],
    summary text, body text)
ORDER BY audience
"""
ALONE: Final = f"set_bit(0::bit({CHUNK}), (place %% {CHUNK})::integer, 1)"
# The bitmaps of some entries; the classes of single organisations have none.
MARKED: Final = f"""
SELECT kind, audience, value, (place / {CHUNK})::integer AS chunk, bit_or({ALONE}) AS bits
FROM (
    SELECT kind, audience, facets, coalesce(user_id, organisation_id) AS place
    FROM directory_entry WHERE audience IN ('everyone', 'members') AND {{which}}
) AS entry, unnest(facets || ''::varchar) AS value
GROUP BY 1, 2, 3, 4
"""
# Only what changes is written: most people stay where they were.
MOVE: Final = f"""
WITH owners AS (
    SELECT (place / {CHUNK})::integer AS chunk, bit_or({ALONE}) AS bits
    FROM unnest(%s::bigint[]) AS place GROUP BY 1
), fresh AS ({MARKED})
UPDATE directory_bitmap SET bits = moved.bits FROM (
    SELECT id, (bitmap.bits & ~owners.bits) | coalesce(fresh.bits, 0::bit({CHUNK})) AS bits
    FROM directory_bitmap AS bitmap JOIN owners USING (chunk)
    LEFT JOIN fresh USING (kind, audience, value, chunk) WHERE kind = %s
) AS moved WHERE directory_bitmap.id = moved.id AND directory_bitmap.bits <> moved.bits
"""
ADD: Final = f"""
INSERT INTO directory_bitmap (kind, audience, value, chunk, bits) {MARKED} ON CONFLICT DO NOTHING
"""
KINDS: Final = {"user_id": Entry.Kind.PERSON, "organisation_id": Entry.Kind.ORGANISATION}


def lock_writers() -> None:
    """Let no other writer into the directory until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def replace_entries(owner: str, ids: Sequence[int], records: Iterable[Record]) -> set[int]:
    """Write these records in place of all that the directory knows of these owners.

    `owner` is "user_id" or "organisation_id". To be called in a transaction that holds the writers'
    lock. Returns the ids of those whom everyone found before or finds now.
    """
    kind, which, numbers = str(KINDS[owner]), f"{owner} = ANY(%s)", list(ids)
    told = list(records)
    with connection.cursor() as cursor:
        public = _public(cursor, which, owner, numbers)
        cursor.execute(f"DELETE FROM directory_entry WHERE {which}", [numbers])
        if told:
            cursor.execute(INSERT, [json.dumps(told)])
        cursor.execute(MOVE.format(which=which), [numbers, numbers, kind])
        cursor.execute(ADD.format(which=which), [numbers])
        return public | _public(cursor, which, owner, numbers)


def recount() -> None:
    """Make the bitmaps anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_bitmap")
        cursor.execute(ADD.format(which="true"), [])


def tidy() -> None:
    """Let the planner know the new sizes, and clear away what a rebuild has left behind.

    Until then a deep page looks into the table for each row that it passes. Within a transaction
    only the first can be done.
    """
    how = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
    with connection.cursor() as cursor:
        cursor.execute(f"{how} directory_entry, directory_bitmap")


def _public(cursor: Any, which: str, owner: str, ids: list[int]) -> set[int]:
    sql = f"SELECT {owner} FROM directory_entry WHERE audience = 'everyone' AND {which}"
    cursor.execute(sql, [ids])
    return {row[0] for row in cursor.fetchall()}


def known_owners(owner: str) -> set[int]:
    """Return the ids of all people, or organisations, of whom the directory knows something."""
    return set(
        Entry.objects.filter(**{f"{owner}__isnull": False}).values_list(owner, flat=True).distinct()
    )
