"""Writes a question as one SQL statement: the total, the slice and all facets together."""

from dataclasses import dataclass
from typing import Any, Final

from search.dictionaries import CONFIGURATIONS, SIMPLE, base_of
from search.questions import Query

# Of more hits than this no more is read: the total then says "25,000+".
HITS_LIMIT: Final = 25_000
# Titles and summaries rank all hits; the best of these are then ranked by their whole texts.
BEST: Final = 200
START, STOP, BREAK = "\x02", "\x03", "\x04"
SNIPPET: Final = (
    f"StartSel={START}, StopSel={STOP}, FragmentDelimiter={BREAK},"
    " MaxFragments=2, MaxWords=22, MinWords=8"
)
ORDERS: Final = {
    "": "score DESC, dated DESC NULLS LAST, id",
    "newest": "dated DESC NULLS LAST, id",
    "title": "lower(title), id",
    "order": "rank, lower(title), id",
}
FAVOUR: Final = "prior * CASE WHEN language = %s THEN 2.0 ELSE 1.0 END"

STATEMENT: Final = """
WITH matching AS (
    SELECT id, sets, {misses} AS misses, {missed} AS missed, {columns}
    FROM search_entry WHERE {found} {first} LIMIT {limit}
), hits AS MATERIALIZED (
    SELECT id, misses, {sets} {order_columns} FROM matching
), shown AS (
    SELECT id, row_number() OVER () AS place FROM ({slice}) AS slice
), grouped AS (
    SELECT {number} AS number, count(*) AS entries FROM hits GROUP BY GROUPING SETS ({groups})
), counts AS (
    SELECT facet || ':' || value AS name, sum(entries) AS entries
    FROM grouped JOIN search_facetset ON id = number, unnest(values) AS value GROUP BY name
)
SELECT (SELECT count(*) FROM hits WHERE misses = 0), (SELECT count(*) FROM hits),
    (SELECT json_object_agg(name, entries) FROM counts),
    (SELECT json_agg(json_build_object(
        'source', source, 'key', key, 'language', language, 'kind', kind, 'title', title,
        'url', url, 'summary', summary, 'dated', dated, 'card', card, 'snippet', {snippet}
    ) ORDER BY place) FROM shown JOIN search_entry USING (id))
"""
SLICE: Final = "SELECT id FROM hits WHERE misses = 0 ORDER BY {order} LIMIT %s OFFSET %s"
BEST_SLICE: Final = """
    SELECT id FROM (
        SELECT id, score, favour FROM hits WHERE misses = 0 ORDER BY {order} LIMIT {best}
    ) AS best JOIN search_entry USING (id)
    ORDER BY score + favour * ts_rank(vector, {words}) DESC, dated DESC NULLS LAST, id
    LIMIT %s OFFSET %s
"""


@dataclass(frozen=True)
class Piece:
    """A piece of SQL with the parameters that stand in it."""

    sql: str
    params: tuple[Any, ...] = ()


def compile_query(query: Query, audience: list[str] | None) -> tuple[str, list[Any]]:
    """Return the statement of a question and its parameters.

    `audience` are the audiences of whoever asks; None sees everything. The statement answers with
    one row: the total, the number of entries that were read, counts by "facet:value", the slice.
    """
    misses, missed = _misses(query)
    (columns, order), slice_, snippet = _columns(query), _slice(query), _snippet(query)
    found, sets = _found(query, audience), _sets(query)
    names = [f"s{place}" for place in range(max(1, len(query.facets)))]
    if len(query.wanted) > 1:  # what fails two facets counts nowhere
        found = Piece(f"{found.sql} AND {misses.sql} <= 1", (*found.params, *misses.params))
    sql = STATEMENT.format(
        misses=misses.sql,
        missed=missed.sql,
        columns=columns.sql,
        found=found.sql,
        # Where nothing is looked for, the newest are read; an index holds them in this order.
        first="" if query.words else "ORDER BY dated DESC NULLS LAST, id",
        limit=HITS_LIMIT + 1,
        slice=slice_.sql,
        sets=sets.sql,
        order_columns=order,
        number=f"coalesce({', '.join(names)})" if names[1:] else names[0],
        groups=", ".join(f"({name})" for name in names),
        snippet=snippet.sql,
    )
    pieces = (misses, missed, columns, found, sets, slice_, snippet)
    return sql, [value for piece in pieces for value in piece.params]


def _slice(query: Query) -> Piece:
    """Return the ids that are shown, in their order; the first pages are ranked with more care."""
    place = (0, 0) if query.is_too_deep else (query.size, query.offset)
    if query.words and not query.sort and query.offset + query.size <= BEST:
        words = _words_of_row(query)
        sql = BEST_SLICE.format(order=ORDERS[""], best=BEST, words=words.sql)
        return Piece(sql, (*words.params, *place))
    order = ORDERS[query.sort]
    if "language" in query.presumed:  # several languages stand in one list, the reader's first
        return Piece(SLICE.format(order=f"language <> %s, {order}"), (query.language, *place))
    return Piece(SLICE.format(order=order), place)


def _words(query: Query) -> list[tuple[str, Piece]]:
    """Return, for each way of reading a language, the mark of the language and the words."""
    asked = {base_of(language) for language in query.languages}
    return [
        (f"@{language}", Piece("websearch_to_tsquery(%s::regconfig, %s)", (name, query.words)))
        for language, name in CONFIGURATIONS.items()
        if not asked or language in asked
    ]


def _match(query: Query) -> Piece:
    """Return the condition that the words are in the text, each language read in its own way."""
    parts = [
        Piece(f"vector @@ ({words.sql} && %s::tsquery)", (*words.params, f"'{mark}'"))
        for mark, words in _words(query)
    ]
    known = [f"@{language}" for language in CONFIGURATIONS]
    others = " & ".join(f"!'{mark}'" for mark in known)
    parts.append(
        Piece(
            "vector @@ (websearch_to_tsquery(%s::regconfig, %s) && %s::tsquery)",
            (SIMPLE, query.words, others),
        )
    )
    return _either(parts)


def _either(parts: list[Piece]) -> Piece:
    sql = " OR ".join(part.sql for part in parts)
    return Piece(f"({sql})", tuple(value for part in parts for value in part.params))


def _words_of_row(query: Query) -> Piece:
    """Return the words as the language of a row reads them."""
    cases = [
        Piece(f"WHEN %s THEN {words.sql}", (mark[1:], *words.params))
        for mark, words in _words(query)
    ]
    sql = " ".join(case.sql for case in cases)
    params = tuple(value for case in cases for value in case.params)
    rest = "websearch_to_tsquery(%s::regconfig, %s)"
    return Piece(
        f"CASE split_part(language, '-', 1) {sql} ELSE {rest} END", (*params, SIMPLE, query.words)
    )


def _sets(query: Query) -> Piece:
    """Return, for each facet, the set of values by which an entry counts there, else nothing.

    An entry that fails one facet alone counts there and nowhere else.
    """
    place = "sets[(SELECT id FROM search_facetslot WHERE name = %s)]"
    if not query.facets:
        return Piece("NULL::integer AS s0, ")
    if not query.wanted:
        columns = [Piece(f"{place} AS s{n}", (name,)) for n, name in enumerate(query.facets)]
    else:
        columns = [
            Piece(f"CASE WHEN misses = 0 OR missed = %s THEN {place} END AS s{n}", (name, name))
            for n, name in enumerate(query.facets)
        ]
    sql = ", ".join(column.sql for column in columns)
    return Piece(f"{sql}, ", tuple(value for column in columns for value in column.params))


def _columns(query: Query) -> tuple[Piece, str]:
    """Return what is read to put the hits in order, and the names of these columns."""
    if query.sort:
        return Piece("dated, rank, title, language"), "dated, rank, title, language"
    favour = Piece(FAVOUR, (query.language,))
    if not query.words:
        columns = f"dated, language, {favour.sql} AS score"
        return Piece(columns, favour.params), "dated, language, score"
    words = _words_of_row(query)
    score = f"{favour.sql} AS favour, (0.05 + ts_rank(head, {words.sql})) * {favour.sql} AS score"
    params = (*favour.params, *words.params, *favour.params)
    return Piece(f"dated, language, {score}", params), "dated, language, favour, score"


def _misses(query: Query) -> tuple[Piece, Piece]:
    """Return how many chosen facets an entry fails, and which one it fails alone.

    An entry that fails one facet only still counts among the values of that facet: they say what
    one would find by choosing them as well.
    """
    chosen = query.wanted
    if not chosen:
        return Piece("0"), Piece("NULL::text")
    fails = [
        (name, Piece("NOT facets && %s::text[]", ([f"{name}:{value}" for value in values],)))
        for name, values in chosen.items()
    ]
    number = " + ".join(f"({fail.sql})::int" for _name, fail in fails)
    cases = " ".join(f"WHEN {fail.sql} THEN %s" for _name, fail in fails)
    named = tuple(value for name, fail in fails for value in (*fail.params, name))
    return (
        Piece(f"({number})", tuple(value for _name, fail in fails for value in fail.params)),
        Piece(f"CASE {cases} END", named),
    )


def _found(query: Query, audience: list[str] | None) -> Piece:
    """Return the conditions that hold whatever the reader has chosen among the facets."""
    parts = [_match(query)] if query.words else []
    if audience is not None:
        parts.append(Piece("audience && %s::text[]", (audience,)))
    for name, values in (("kind", query.kinds), ("language", query.languages)):
        if values:
            wanted = [f"{name}:{value}" for value in values]
            parts.append(Piece("facets && %s::text[]", (wanted,)))
    if query.keys is not None:
        parts.append(Piece("key = ANY(%s)", (list(query.keys),)))
    sql = " AND ".join(part.sql for part in parts) or "true"
    return Piece(sql, tuple(value for part in parts for value in part.params))


def _snippet(query: Query) -> Piece:
    """Return the passage in which the words stand, marked by signs that no text contains."""
    if not (query.snippets and query.words):
        return Piece("NULL")
    words = _words_of_row(query)
    names = " ".join("WHEN %s THEN %s" for _language in CONFIGURATIONS)
    config = Piece(
        f"(CASE split_part(language, '-', 1) {names} ELSE %s END)::regconfig",
        (*(value for pair in CONFIGURATIONS.items() for value in pair), SIMPLE),
    )
    return Piece(
        f"ts_headline({config.sql}, translate(left(body, 20000), %s, ''), {words.sql}, %s)",
        (*config.params, START + STOP + BREAK, *words.params, SNIPPET),
    )
