"""Writes records into the directory, many by one statement, and keeps its totals exact."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from community.directory.models import Entry
from community.directory.rows import COLUMNS, FACETS, Record

LOCK: Final = 691_440_04  # one writer at a time: totals are moved by differences

NEW_SETS: Final = """
INSERT INTO directory_valueset (facet, "values")
SELECT facet, "values" FROM jsonb_to_recordset(%s::jsonb)
    AS given (facet text, "values" varchar[])
ORDER BY facet, "values" ON CONFLICT DO NOTHING
"""
KNOWN_SETS: Final = """
SELECT known.id, facet, "values" FROM directory_valueset known
JOIN jsonb_to_recordset(%s::jsonb) AS given (facet text, "values" varchar[])
    USING (facet, "values")
"""
# Names weigh most and are what suggestions are made of; the class stands among the words, so that
# one index answers for both.
INSERT: Final = """
INSERT INTO directory_entry (kind, audience, user_id, organisation_id, colleagues, employer,
    address, name, sort_key, card, facets, first, second, third, fourth, vector)
SELECT kind, audience, user_id, organisation_id, colleagues, employer,
    address, name, sort_key, card, facets, first, second, third, fourth,
    setweight(to_tsvector('search_simple', name), 'A')
        || setweight(to_tsvector('search_simple', summary), 'B')
        || setweight(to_tsvector('search_simple', body), 'D')
        || array_to_tsvector(ARRAY['@' || kind || '@' || audience])
FROM jsonb_to_recordset(%s::jsonb) AS given (
    kind text, audience text, user_id bigint, organisation_id bigint, colleagues bigint,
    employer bigint, address text, name text, sort_key text, card jsonb, facets varchar[],
    first integer, second integer, third integer, fourth integer, summary text, body text)
"""
# What a set of entries adds to the totals; the classes of single organisations have none.
COUNTED: Final = """
SELECT kind, audience, value, count(*)::integer AS entries
FROM directory_entry, unnest(facets || ''::varchar) AS value
WHERE audience IN ('everyone', 'members') AND {which} GROUP BY kind, audience, value
"""
PAIRED: Final = """
SELECT kind, audience, value, other, count(*)::integer AS entries
FROM directory_entry, unnest(facets) AS value, unnest(facets) AS other
WHERE audience IN ('everyone', 'members') AND {which}
    AND split_part(value, ':', 1) <> split_part(other, ':', 1)
GROUP BY kind, audience, value, other
"""
MOVE: Final = """
INSERT INTO directory_total AS total (kind, audience, value, entries)
SELECT kind, audience, value, {sign}entries FROM ({counted}) AS counted
ORDER BY kind, audience, value
ON CONFLICT (kind, audience, value) DO UPDATE SET entries = total.entries + excluded.entries
"""
MOVE_PAIRS: Final = """
INSERT INTO directory_pair AS pair (kind, audience, value, other, entries)
SELECT kind, audience, value, other, {sign}entries FROM ({counted}) AS counted
ORDER BY kind, audience, value, other
ON CONFLICT (kind, audience, value, other) DO UPDATE SET entries = pair.entries + excluded.entries
"""
RECOUNT: Final = f"""
INSERT INTO directory_total (kind, audience, value, entries) {COUNTED.format(which="true")}
"""
RECOUNT_PAIRS: Final = f"""
INSERT INTO directory_pair (kind, audience, value, other, entries) {PAIRED.format(which="true")}
"""


def lock_writers() -> None:
    """Let no other writer into the directory until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def replace_entries(owner: str, ids: Sequence[int], records: Iterable[Record]) -> set[int]:
    """Write these records in place of all that the directory knows of these owners.

    `owner` is "user_id" or "organisation_id". To be called in a transaction that holds the writers'
    lock. Returns the ids of those whom everyone found before or finds now.
    """
    which = {"user_id": "user_id = ANY(%s)", "organisation_id": "organisation_id = ANY(%s)"}[owner]
    numbers = list(ids)
    told = list(records)
    _number_sets(told)
    with connection.cursor() as cursor:
        public = _public(cursor, which, owner, numbers)
        _move(cursor, "-", which, numbers)
        cursor.execute(f"DELETE FROM directory_entry WHERE {which}", [numbers])  # noqa: S608 - ours
        if told:
            cursor.execute(INSERT, [json.dumps(told)])
            _move(cursor, "", which, numbers)
        return public | _public(cursor, which, owner, numbers)


def recount() -> None:
    """Count the totals anew, and let the planner know the new sizes."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_total")
        cursor.execute(RECOUNT)
        cursor.execute("DELETE FROM directory_pair")
        cursor.execute(RECOUNT_PAIRS)
        cursor.execute("ANALYZE directory_entry")
        cursor.execute("ANALYZE directory_valueset")
        cursor.execute("ANALYZE directory_pair")


def _move(cursor: Any, sign: str, which: str, ids: list[int]) -> None:
    """Add to the totals, or take from them, what these owners' entries are."""
    cursor.execute(MOVE.format(sign=sign, counted=COUNTED.format(which=which)), [ids])
    cursor.execute(MOVE_PAIRS.format(sign=sign, counted=PAIRED.format(which=which)), [ids])


def _public(cursor: Any, which: str, owner: str, ids: list[int]) -> set[int]:
    sql = f"SELECT {owner} FROM directory_entry WHERE audience = 'everyone' AND {which}"  # noqa: S608
    cursor.execute(sql, [ids])
    return {row[0] for row in cursor.fetchall()}


def _number_sets(records: list[Record]) -> None:
    """Put into each record the number of the set of its values, for each facet in its column."""
    pairs = sorted(
        {
            (facet, tuple(values))
            for record in records
            for facet, values in record["sets"].items()
            if values
        }
    )
    numbers = _numbers_of(pairs)
    for record in records:
        sets = record.pop("sets")
        for column, facet in zip(COLUMNS, FACETS[record["kind"]], strict=True):
            record[column] = numbers.get((facet, tuple(sets[facet])))


def _numbers_of(pairs: list[tuple[str, tuple[str, ...]]]) -> dict[tuple[str, tuple[str, ...]], int]:
    if not pairs:
        return {}
    given = json.dumps([{"facet": facet, "values": values} for facet, values in pairs])
    with connection.cursor() as cursor:
        cursor.execute(NEW_SETS, [given])
        cursor.execute(KNOWN_SETS, [given])
        return {(facet, tuple(values)): number for number, facet, values in cursor.fetchall()}


def known_owners(owner: str) -> set[int]:
    """Return the ids of all people, or organisations, of whom the directory knows something."""
    return set(
        Entry.objects.filter(**{f"{owner}__isnull": False}).values_list(owner, flat=True).distinct()
    )
