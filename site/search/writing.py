"""Writes rows into the index, many by one statement, and keeps its list of words."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from search.dictionaries import configuration_of
from search.registry import PUBLIC, Row

# A tsvector holds at most a megabyte; nobody looks for what stands behind so much text.
BODY_LIMIT: Final = 100_000
LOCK: Final = 691_440_03  # one writer at a time, so that no older state overwrites a newer one
# With more entries than this, only titles, summaries and other names give words to the list.
BODIES_GIVE_WORDS: Final = 20_000

UPSERT: Final = """
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS given (
        source text, key text, language text, config text, kind text, title text, url text,
        summary text, keywords text, body text, card jsonb, facets text[], audience text[],
        rank integer, dated timestamptz, weight double precision, digest text)
), fresh AS (
    SELECT given.*,
        setweight(to_tsvector(config::regconfig, title), 'A')
        || setweight(to_tsvector(config::regconfig, summary || ' ' || keywords), 'B') AS head
    FROM given WHERE NOT EXISTS (
        SELECT FROM search_entry old
        WHERE (old.source, old.key, old.language, old.digest)
            = (given.source, given.key, given.language, given.digest))
)
INSERT INTO search_entry (source, key, language, kind, title, url, summary, keywords, body, card,
    facets, audience, rank, dated, weight, digest, indexed_at, head, vector, names)
SELECT source, key, language, kind, title, url, summary, keywords, body, card,
    facets, audience, rank, dated, weight, digest, clock_timestamp(), head,
    head || setweight(to_tsvector(config::regconfig, body), 'D')
        || array_to_tsvector(ARRAY['@' || language]),
    to_tsvector('search_simple', title || ' ' || keywords)
FROM fresh
ON CONFLICT (source, key, language) DO UPDATE SET kind = excluded.kind, title = excluded.title,
    url = excluded.url, summary = excluded.summary, keywords = excluded.keywords,
    body = excluded.body, card = excluded.card, facets = excluded.facets,
    audience = excluded.audience, rank = excluded.rank, dated = excluded.dated,
    weight = excluded.weight, digest = excluded.digest, indexed_at = excluded.indexed_at,
    head = excluded.head, vector = excluded.vector, names = excluded.names
RETURNING id
"""

# What stands in entries that not everybody may see is never offered as a correction.
NEW_WORDS: Final = """
INSERT INTO search_word (word, entries)
SELECT word, count(*) FROM (
    SELECT unnest(tsvector_to_array(to_tsvector('search_simple', {text}))) AS word
    FROM search_entry WHERE audience @> ARRAY[%s] AND {which}
) AS words
WHERE length(word) BETWEEN 3 AND 60 AND word !~ '[0-9/.@]'
GROUP BY word
ON CONFLICT (word) DO {conflict}
"""
HEAD_TEXT: Final = "title || ' ' || summary || ' ' || keywords"


def lock_writers() -> None:
    """Let no other writer into the index until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def write_rows(source: str, rows: Iterable[Row]) -> list[int]:
    """Insert or change the entries of these rows; return the ids of those that changed.

    A row that says what the index says already costs no writing.
    """
    given = [_record(source, row) for row in rows]
    if not given:
        return []
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [json.dumps(given)])
        return [key for (key,) in cursor.fetchall()]


def add_words(entries: Sequence[int]) -> None:
    """Add the words of these entries to the list."""
    if not entries:
        return
    sql = NEW_WORDS.format(
        text=f"{HEAD_TEXT} || ' ' || left(body, 20000)",
        which="id = ANY(%s)",
        conflict="NOTHING",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [PUBLIC, list(entries)])


def recount_words() -> int:
    """Write the list of words anew; return how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_entry")
        is_small = cursor.fetchone()[0] <= BODIES_GIVE_WORDS
        text = f"{HEAD_TEXT} || ' ' || left(body, 20000)" if is_small else HEAD_TEXT
        cursor.execute("DELETE FROM search_word")
        cursor.execute(NEW_WORDS.format(text=text, which="true", conflict="NOTHING"), [PUBLIC])
        return int(cursor.rowcount)


def _record(source: str, row: Row) -> dict[str, Any]:
    """Return a row as the statement takes it, with a digest by which a change is known."""
    facets = {"kind": (row.kind,), "language": (row.language,), **row.facets}
    record = {
        "source": source,
        "key": row.key,
        "language": row.language,
        "config": configuration_of(row.language),
        "kind": row.kind,
        "title": _plain(row.title),
        "url": _plain(row.url),
        "summary": _plain(row.summary),
        "keywords": _plain(row.keywords),
        "body": _plain(row.body)[:BODY_LIMIT],
        "card": _plain_json(row.card),
        "facets": sorted(
            {f"{name}:{value}" for name, values in facets.items() for value in values}
        ),
        "audience": sorted(row.audience),
        "rank": row.rank,
        "dated": row.dated.isoformat() if row.dated else None,
        "weight": min(max(row.weight, 0.1), 3.0),
    }
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, default=str)
    return record | {"digest": hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}


def _plain(text: object) -> str:
    """Return the text without what PostgreSQL cannot hold."""
    return str(text).replace("\x00", " ").encode("utf-8", "ignore").decode()


def _plain_json(card: Any) -> Any:
    return json.loads(_plain(json.dumps(card, default=str).replace("\\u0000", " ")))
