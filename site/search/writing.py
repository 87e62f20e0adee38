"""Writes rows into the index, many by one statement, and keeps its list of words."""

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Final

from django.db import connection

from search.dictionaries import configuration_of
from search.folding import storable_json
from search.models import FacetSlot
from search.registry import PUBLIC, Row

Sets = dict[str, tuple[str, ...]]  # the values of each facet that has any

# A tsvector holds at most a megabyte; nobody looks for what stands behind so much text.
BODY_LIMIT: Final = 100_000
LOCK: Final = 691_440_03  # one writer at a time, so that no older state overwrites a newer one
# `prior` = weight * e^((date - a fixed day) / 8 years): what is a year younger counts an eighth
# more, for ever, without a column that grows old.
# With more entries than this, only titles, summaries and other names give words to the list.
BODIES_GIVE_WORDS: Final = 20_000

UPSERT: Final = """
WITH given AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS given (
        source text, key text, language text, config text, kind text, title text, url text,
        summary text, keywords text, body text, card jsonb, facets text[], audience text[],
        sets integer[],
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
    facets, sets, audience, rank, dated, weight, prior, digest, indexed_at, head, vector, names)
SELECT source, key, language, kind, title, url, summary, keywords, body, card,
    facets, sets, audience, rank, dated, weight,
    weight * exp(date_part('epoch', coalesce(dated, now()) - {epoch}) / {decay}),
    digest, clock_timestamp(), head,
    head || setweight(to_tsvector(config::regconfig, body), 'D')
        || array_to_tsvector(ARRAY['@' || split_part(language, '-', 1)]),
    to_tsvector('search_simple', title || ' ' || keywords)
FROM fresh
ON CONFLICT (source, key, language) DO UPDATE SET kind = excluded.kind, title = excluded.title,
    url = excluded.url, summary = excluded.summary, keywords = excluded.keywords,
    body = excluded.body, card = excluded.card, facets = excluded.facets,
    sets = excluded.sets, audience = excluded.audience, rank = excluded.rank,
    dated = excluded.dated, weight = excluded.weight, prior = excluded.prior,
    digest = excluded.digest, indexed_at = excluded.indexed_at,
    head = excluded.head, vector = excluded.vector, names = excluded.names
RETURNING id, kind
""".replace("{epoch}", "timestamptz '2026-01-01'").replace("{decay}", str(8 * 365 * 86_400.0))

NEW_SETS: Final = """
INSERT INTO search_facetset (facet, values)
SELECT facet, values FROM jsonb_to_recordset(%s::jsonb) AS given (facet text, values text[])
WHERE NOT EXISTS (SELECT FROM search_facetset old
    WHERE (old.facet, old.values) = (given.facet, given.values))
ORDER BY facet, values
ON CONFLICT DO NOTHING
"""
KNOWN_SETS: Final = """
SELECT known.id, facet, values FROM search_facetset known
JOIN jsonb_to_recordset(%s::jsonb) AS given (facet text, values text[]) USING (facet, values)
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


def lock_writers(*, shared: bool = False) -> None:
    """Let no other writer into the index until the transaction ends.

    `shared` admits those who share it too: the batches of one rebuild, which never meet.
    """
    form = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {form}(%s)", [LOCK])


def write_rows(source: str, rows: Iterable[Row]) -> dict[int, str]:
    """Insert or change the entries of these rows; return the kinds of those that changed, by id.

    A row that says what the index says already costs no writing.
    """
    told = [_record(source, row) for row in rows]
    if not told:
        return {}
    numbers = number_sets([sets for _text, sets in told])
    given = ",".join(
        _given(text, places) for (text, _sets), places in zip(told, numbers, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [f"[{given}]"])
        return dict(cursor.fetchall())


def add_words(entries: Collection[int]) -> None:
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


def number_sets(sets: list[Sets]) -> list[list[int | None]]:
    """Return the number of each set of values, for each facet at its place."""
    pairs = sorted({pair for one in sets for pair in one.items()})
    numbers = _numbers_of(pairs)
    slots = _slots_of({name for name, _values in pairs})
    numbered: list[list[int | None]] = []
    for one in sets:
        places: list[int | None] = [None] * max(slots.values(), default=0)
        for pair in one.items():
            places[slots[pair[0]] - 1] = numbers[pair]
        numbered.append(places)
    return numbered


def _numbers_of(pairs: list[tuple[str, tuple[str, ...]]]) -> dict[tuple[str, tuple[str, ...]], int]:
    given = json.dumps([{"facet": name, "values": values} for name, values in pairs])
    with connection.cursor() as cursor:
        cursor.execute(NEW_SETS, [given])
        cursor.execute(KNOWN_SETS, [given])
        return {(name, tuple(values)): number for number, name, values in cursor.fetchall()}


def _slots_of(names: set[str]) -> dict[str, int]:
    """Return the place of each facet in the array of sets; a new facet gets the next one."""
    known = dict(FacetSlot.objects.filter(name__in=names).values_list("name", "pk"))
    for name in sorted(names - set(known)):
        known[name] = FacetSlot.objects.get_or_create(name=name)[0].pk
    return known


def _record(source: str, row: Row) -> tuple[str, Sets]:
    """Return a row as a JSON object, and its sets of values."""
    facets = {"kind": (row.kind,), "language": (row.language,), **row.facets}
    sets = {name: tuple(sorted(set(facets[name]))) for name in sorted(facets)}
    record = {
        "source": source,
        "key": row.key,
        "language": row.language,
        "config": configuration_of(row.language),
        "kind": row.kind,
        "title": row.title,
        "url": row.url,
        "summary": row.summary,
        "keywords": row.keywords,
        "body": str(row.body)[:BODY_LIMIT],
        "card": row.card,
        "facets": [f"{name}:{value}" for name, values in sets.items() for value in values],
        "audience": sorted(row.audience),
        "rank": row.rank,
        "dated": row.dated.isoformat() if row.dated else None,
        "weight": min(max(row.weight, 0.1), 3.0),
    }
    return storable_json(record), {name: values for name, values in sets.items() if values}


def _given(text: str, places: list[int | None]) -> str:
    """Return the object as the statement takes it, with a digest by which a change is known."""
    digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    return f'{{"digest": "{digest}", "sets": {json.dumps(places)}, {text[1:]}'
