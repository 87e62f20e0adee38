"""Writes a question to the directory as SQL: the total, the slice and all facets."""

from dataclasses import dataclass
from typing import Any, Final

from community.directory.readers import Branch, Reader
from community.directory.rows import COLUMNS, FACETS
from search.folding import folded
from search.questions import Query

# What one slice shows; the address of an organisation only while it has a page.
SHOWN: Final = """(
SELECT coalesce(json_agg(json_build_object(
    'kind', entry.kind, 'address', entry.address, 'name', entry.name, 'card', entry.card,
    'organisation', organisation.slug
) ORDER BY place), '[]') FROM shown JOIN directory_entry entry USING (id)
LEFT JOIN members_organisation organisation
    ON organisation.id = entry.employer AND organisation.is_confirmed
    AND organisation.merged_into_id IS NULL
)"""
# Nothing is asked but the list as such: an index holds its order, the totals are known.
WHOLE: Final = """
WITH shown AS (
    SELECT id, row_number() OVER () AS place FROM ({slice}) AS slice
), counts AS (
    SELECT value, sum(entries)::bigint AS entries FROM ({totals}) AS parts GROUP BY value
)
SELECT coalesce((SELECT entries FROM counts WHERE value = ''), 0),
    (SELECT json_object_agg(value, entries) FROM counts WHERE value <> '' AND entries > 0),
    {shown}
"""
# An entry that fails one facet alone still counts there: it says what one would find by choosing
# another value as well. What fails two counts nowhere.
NARROWED: Final = """
WITH matching AS MATERIALIZED (
    SELECT * FROM (SELECT id, sort_key, {columns}, {score} AS score,
        {misses} AS misses, {missed} AS missed FROM ({rows}) AS read) AS tried
    WHERE misses <= 1
), hits AS (
    SELECT id, sort_key, score FROM matching WHERE misses = 0
), shown AS (
    SELECT id, row_number() OVER () AS place FROM ({slice}) AS slice
), grouped AS (
    SELECT coalesce({columns}) AS number, count(*) AS entries
    FROM (SELECT {sets} FROM matching) AS counted GROUP BY GROUPING SETS ({groups})
), counts AS (
    SELECT facet || ':' || value AS value, sum(entries)::bigint AS entries
    FROM grouped JOIN directory_valueset ON id = number, unnest("values") AS value GROUP BY 1
)
SELECT (SELECT count(*) FROM hits), (SELECT json_object_agg(value, entries) FROM counts), {shown}
"""
# One facet is chosen: its own counts are those of the whole list, the others stand in the pairs.
PAIRS: Final = """
SELECT other AS value, entries FROM directory_pair
WHERE kind = %s AND audience = %s AND value = ANY(%s)
"""
PAIRS_COUNTED: Final = """
SELECT other AS value, {sign}1 AS entries FROM directory_entry, unnest(facets) AS other
WHERE {where} AND facets && %s::varchar[] AND NOT starts_with(other, %s)
"""
CHOSEN: Final = """
WITH shown AS (
    SELECT id, row_number() OVER () AS place FROM ({slice}) AS slice
), wholes AS (
    SELECT value, sum(entries)::bigint AS entries FROM ({totals}) AS parts
    WHERE starts_with(value, %s) GROUP BY value
), counts AS (
    SELECT value, entries FROM wholes UNION ALL
    SELECT value, sum(entries)::bigint AS entries FROM ({pairs}) AS parts GROUP BY value
)
SELECT coalesce((SELECT sum(entries)::bigint FROM wholes WHERE value = ANY(%s)), 0),
    (SELECT json_object_agg(value, entries) FROM counts WHERE entries > 0),
    {shown}
"""
HAS: Final = """ AND {column} = ANY(ARRAY(
    SELECT id FROM directory_valueset WHERE facet = %s AND "values" && %s::varchar[]
))"""
# Facets of which an entry has one value at most: what has one of two is the sum of both.
SINGLE: Final = frozenset({"group", "country", "type", "size"})
FACTS: Final = f"id, sort_key, {', '.join(COLUMNS)}"
ROWS: Final = "SELECT {facts} FROM directory_entry WHERE {where}"
IN_ORDER: Final = f"({ROWS} ORDER BY sort_key, id LIMIT %s)"
SLICE: Final = "SELECT id FROM ({rows}) AS first ORDER BY sort_key, id LIMIT %s OFFSET %s"
HITS: Final = "SELECT id FROM hits ORDER BY score DESC, sort_key, id LIMIT %s OFFSET %s"
KEPT: Final = "SELECT value, entries FROM directory_total WHERE kind = %s AND audience = %s"
COUNTED: Final = """
SELECT value, {sign}1 AS entries FROM directory_entry, unnest(facets || ''::varchar) AS value
WHERE {where}
"""
FAILS: Final = """(({column} IN (
    SELECT id FROM directory_valueset WHERE facet = %s AND "values" && %s::varchar[]
)) IS NOT TRUE)"""
NAMES: Final = """
SELECT kind, address, name FROM directory_entry WHERE id IN ({rows})
ORDER BY starts_with(sort_key, %s) DESC, sort_key, id LIMIT %s
"""


@dataclass(frozen=True)
class Piece:
    """A piece of SQL with the parameters that stand in it."""

    sql: str
    params: tuple[Any, ...] = ()


def compile_query(query: Query, kind: str, reader: Reader) -> tuple[str, list[Any]]:
    """Return the statement of a question and its parameters.

    It answers with one row: the total, counts by "facet:value", the slice.
    """
    branches = reader.branches(kind)
    if facet := _only_facet(query):
        return _chosen(query, kind, branches, facet)
    if query.words or query.is_narrowed:
        return _narrowed(query, kind, reader)
    slice_ = _whole_slice(query, kind, branches)
    totals = _union([_totals(kind, branch) for branch in branches])
    sql = WHOLE.format(slice=slice_.sql, totals=totals.sql, shown=SHOWN)
    return sql, [*slice_.params, *totals.params]


def compile_names(words: str, start: str, reader: Reader, limits: tuple[int, int]) -> Piece:
    """Return the statement for names in which the words begin; `limits`: read, and shown."""
    read, shown = limits
    rows = []
    for kind in FACETS:
        for branch in reader.branches(kind):
            where = _where(kind, branch, Piece("to_tsquery('search_simple', %s)", (words,)))
            sql = f"({ROWS} LIMIT {read})".format(facts="id", where=where.sql)
            rows.append(Piece(sql, where.params))
    union = _union(rows)
    return Piece(NAMES.format(rows=union.sql), (*union.params, start, shown))


def _union(pieces: list[Piece]) -> Piece:
    sql = " UNION ALL ".join(piece.sql for piece in pieces)
    return Piece(sql, tuple(value for piece in pieces for value in piece.params))


def _where(kind: str, branch: Branch, words: Piece | None = None) -> Piece:
    """Return the condition that an entry is of this class of viewers, and has these words.

    The class is asked for among the words as well, so that one index answers for both.
    """
    sql = "kind = %s AND audience = %s"
    params: list[Any] = [kind, branch.audience]
    if branch.without is not None:
        sql += " AND colleagues IS DISTINCT FROM %s"
        params.append(branch.without)
    if words:
        sql += f" AND vector @@ ({words.sql} && %s::tsquery)"
        params += [*words.params, f"'@{kind}@{branch.audience}'"]
    return Piece(sql, tuple(params))


def _only_facet(query: Query) -> str:
    """Return the facet whose choice the totals can answer for; empty where entries must be read."""
    chosen = {name: values for name, values in query.chosen.items() if values}
    if query.words or len(chosen) != 1:
        return ""
    name, values = next(iter(chosen.items()))
    return name if len(values) == 1 or name in SINGLE else ""


def _chosen(
    query: Query, kind: str, branches: tuple[Branch, ...], facet: str
) -> tuple[str, list[Any]]:
    """Return the statement for a list that is narrowed down by one facet."""
    values = [f"{facet}:{value}" for value in query.chosen[facet]]
    column = COLUMNS[FACETS[kind].index(facet)]
    has = Piece(HAS.format(column=column), (facet, list(query.chosen[facet])))
    slice_ = _whole_slice(query, kind, branches, has)
    totals = _union([_totals(kind, branch) for branch in branches])
    pairs = _union([_pairs(kind, branch, values, f"{facet}:") for branch in branches])
    sql = CHOSEN.format(slice=slice_.sql, totals=totals.sql, pairs=pairs.sql, shown=SHOWN)
    return sql, [*slice_.params, *totals.params, f"{facet}:", *pairs.params, values]


def _pairs(kind: str, branch: Branch, values: list[str], facet: str) -> Piece:
    """Return what stands beside the chosen values: as it is kept, or counted as `_totals`."""
    if branch.audience.startswith("organisation:"):
        where = _where(kind, branch)
        sql = PAIRS_COUNTED.format(sign="", where=where.sql)
        return Piece(sql, (*where.params, values, facet))
    kept = Piece(PAIRS, (kind, branch.audience, values))
    if branch.without is None:
        return kept
    sql = PAIRS_COUNTED.format(sign="-", where="audience = %s AND colleagues = %s")
    return _union([kept, Piece(sql, (branch.audience, branch.without, values, facet))])


def _whole_slice(
    query: Query, kind: str, branches: tuple[Branch, ...], has: Piece | None = None
) -> Piece:
    """Return the ids of a slice of the whole list: of each class no more is read than may show."""
    has = has or Piece("")
    size, offset = (0, 0) if query.is_too_deep else (query.size, query.offset)
    parts = []
    for branch in branches:
        where = _where(kind, branch)
        sql = IN_ORDER.format(facts="id, sort_key", where=where.sql + has.sql)
        parts.append(Piece(sql, (*where.params, *has.params, offset + size)))
    union = _union(parts)
    return Piece(SLICE.format(rows=union.sql), (*union.params, size, offset))


def _totals(kind: str, branch: Branch) -> Piece:
    """Return the totals of a class: as they are kept, or counted for a single organisation."""
    if branch.audience.startswith("organisation:"):
        where = _where(kind, branch)
        return Piece(COUNTED.format(sign="", where=where.sql), where.params)
    if branch.without is None:
        return Piece(KEPT, (kind, branch.audience))
    others = COUNTED.format(sign="-", where="audience = %s AND colleagues = %s")
    return Piece(
        f"{KEPT} UNION ALL {others}", (kind, branch.audience, branch.audience, branch.without)
    )


def _narrowed(query: Query, kind: str, reader: Reader) -> tuple[str, list[Any]]:
    words = Piece("websearch_to_tsquery('search_simple', %s)", (query.words,))
    rows = _union(
        [
            Piece(ROWS.format(facts=FACTS, where=where.sql), where.params)
            for branch in reader.branches(kind)
            for where in [_where(kind, branch, words if query.words else None)]
        ]
    )
    misses, missed = _misses(query, kind)
    score = Piece("0")
    if query.words:
        # Whose name has the words comes first; a rank by all texts would read them all.
        score = Piece("(strpos(sort_key, %s) > 0)::integer", (folded(query.text),))
    place = (0, 0) if query.is_too_deep else (query.size, query.offset)
    slice_ = Piece(HITS, place)
    sql = NARROWED.format(
        score=score.sql,
        misses=misses.sql,
        missed=missed.sql,
        rows=rows.sql,
        slice=slice_.sql,
        columns=", ".join(COLUMNS),
        shown=SHOWN,
        sets=", ".join(_set(query, column) for column in COLUMNS),
        groups=", ".join(f"({column})" for column in COLUMNS),
    )
    pieces = (score, misses, missed, rows, slice_)
    return sql, [value for piece in pieces for value in piece.params]


def _set(query: Query, column: str) -> str:
    """Return the set by which an entry counts in a facet: none where it fails another one."""
    if not query.is_narrowed:
        return column
    place = COLUMNS.index(column) + 1
    return f"CASE WHEN misses = 0 OR missed = {place} THEN {column} END AS {column}"


def _misses(query: Query, kind: str) -> tuple[Piece, Piece]:
    """Return how many of the chosen facets an entry fails, and which one it fails alone."""
    fails = [
        (
            place + 1,
            Piece(FAILS.format(column=COLUMNS[place]), (name, list(query.chosen[name]))),
        )
        for place, name in enumerate(FACETS[kind])
        if query.chosen.get(name)
    ]
    if not fails:
        return Piece("0"), Piece("0")
    number = " + ".join(f"{fail.sql}::int" for _place, fail in fails)
    cases = " ".join(f"WHEN {fail.sql} THEN {place}" for place, fail in fails)
    params = tuple(value for _place, fail in fails for value in fail.params)
    return Piece(f"({number})", params), Piece(f"CASE {cases} ELSE 0 END", params)
