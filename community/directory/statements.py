"""Writes a question to the directory as SQL: the total, the slice and all facets."""

from collections.abc import Mapping
from typing import Any, Final

from community.directory.models import CHUNK, Entry
from community.directory.readers import Branch, Reader
from community.directory.rows import FACETS
from search.folding import folded
from search.questions import Query

# Of more entries that have a word no more is read: the total then says "more than 10,000".
READ_LIMIT: Final = 10_000
FEW: Final = 2_000  # so many are looked up one by one rather than met on a walk through all names
NOBODY: Final = f"0::bit({CHUNK})"
PLACE: Final = "coalesce(user_id, organisation_id)"
OWNERS: Final = {Entry.Kind.PERSON: "user_id", Entry.Kind.ORGANISATION: "organisation_id"}

# Whoever is chosen is a bit in `hits`; `but_country` holds those who fit all other choices, and so
# what one would find by choosing another country. Of the reader's own organisation, `own`, another
# row is read, `near`: so few that they are counted one by one.
STATEMENT: Final = f"""
WITH own AS MATERIALIZED (
    SELECT ({PLACE} / {CHUNK})::integer AS chunk,
        bit_or(set_bit({NOBODY}, ({PLACE} %% {CHUNK})::integer, 1)) AS bits
    FROM directory_entry WHERE audience = %(audience)s AND colleagues = %(own)s GROUP BY 1
), near AS MATERIALIZED (
    SELECT id, sort_key, facets, {{score}} AS score, {{misses}} AS misses, {{missed}} AS missed
    FROM directory_entry WHERE kind = %(kind)s AND audience = %(near)s {{near_words}}
), {{read}} chosen AS MATERIALIZED (
    SELECT chunk, {{chosen}} FROM directory_bitmap
    WHERE kind = %(kind)s AND audience = %(audience)s AND value = ANY(%(asked)s) GROUP BY chunk
), masks AS MATERIALIZED (
    SELECT chunk, {{masks}} FROM chosen LEFT JOIN own USING (chunk) {{words}}
), parts AS (
    SELECT value, sum(bit_count(bits & {{mask}}))::bigint AS entries
    FROM directory_bitmap JOIN masks USING (chunk)
    WHERE kind = %(kind)s AND audience = %(audience)s AND value <> '' GROUP BY value
    UNION ALL
    SELECT value, count(*) FROM near, unnest(facets) AS value
    WHERE misses = 0 OR (misses = 1 AND starts_with(value, missed)) GROUP BY value
), counts AS (
    SELECT value, sum(entries)::bigint AS entries FROM parts GROUP BY value
), shown AS (
    SELECT id, row_number() OVER () AS place FROM (
        SELECT id FROM (
            ({{slice}} LIMIT %(reach)s) UNION ALL
            SELECT id, sort_key, score FROM near WHERE misses = 0
        ) AS first ORDER BY score DESC, sort_key, id LIMIT %(size)s OFFSET %(offset)s
    ) AS slice
)
SELECT {{total}} + (SELECT count(*) FROM near WHERE misses = 0),
    (SELECT json_object_agg(value, entries) FROM counts WHERE entries > 0),
    (
        SELECT coalesce(json_agg(json_build_object(
            'kind', entry.kind, 'address', entry.address, 'name', entry.name, 'card', entry.card,
            'organisation', organisation.slug
        ) ORDER BY place), '[]') FROM shown JOIN directory_entry entry USING (id)
        LEFT JOIN members_organisation organisation
            ON organisation.id = entry.employer AND organisation.is_confirmed
            AND organisation.merged_into_id IS NULL
    ), {{is_more}}, {{is_partial}}
"""
# In the order of names, as an index holds it, until enough have their bit; few are looked up.
FOUND: Final = "(SELECT coalesce(sum(bit_count(hits)), 0)::bigint FROM masks)"
BY_BITS: Final = f"""
SELECT id, sort_key, score FROM ((
    SELECT id, sort_key, 0 AS score FROM directory_entry
    WHERE {FOUND} > %(few)s AND kind = %(kind)s AND audience = %(audience)s AND get_bit(
        (SELECT array_agg(hits ORDER BY chunk) FROM generate_series(
            0, (SELECT max(chunk) FROM masks)
        ) AS chunk LEFT JOIN masks USING (chunk))[{PLACE} / {CHUNK} + 1],
        ({PLACE} %% {CHUNK})::integer
    ) = 1 ORDER BY sort_key, id LIMIT %(reach)s
) UNION ALL (
    SELECT id, sort_key, 0 AS score
    FROM masks CROSS JOIN generate_series(0, {CHUNK - 1}) AS bit
    JOIN directory_entry ON {{owner}} = chunk::bigint * {CHUNK} + bit AND audience = %(audience)s
    WHERE {FOUND} <= %(few)s AND get_bit(hits, bit) = 1
)) AS either ORDER BY sort_key, id
"""
# Whose name has the words comes first; a rank by all texts would read them all.
SCORE: Final = "(strpos(sort_key, %(typed)s) > 0)::integer"
WORDS: Final = "websearch_to_tsquery('search_simple', %(words)s)"
READ: Final = f"""
SELECT id, sort_key, {PLACE} AS place, {SCORE} AS score FROM directory_entry
WHERE kind = %(kind)s AND audience = %(audience)s AND colleagues IS DISTINCT FROM %(own)s
    AND vector @@ ({WORDS} && %({{marks}})s::tsquery) LIMIT %(most)s
"""
# What was read becomes bits by way of whole numbers of 64 bits.
READ_WORDS: Final = f"""
read AS MATERIALIZED ({READ.format(marks="fits")}),
beside AS MATERIALIZED ({{beside}}),
flags AS (
    SELECT place / 64 AS n, bit_or(1::bigint << (63 - place %% 64)::integer) AS flag
    FROM (SELECT place FROM read UNION ALL SELECT place FROM beside) AS places GROUP BY 1
), words AS MATERIALIZED (
    SELECT (n / {CHUNK // 64})::integer AS chunk,
        string_agg(coalesce(flag, 0)::bit(64)::text, '' ORDER BY n)::bit({CHUNK}) AS bits
    FROM generate_series(
        0, (SELECT (max(n) / {CHUNK // 64} + 1) * {CHUNK // 64} - 1 FROM flags)
    ) AS n LEFT JOIN flags USING (n) GROUP BY 1
),
"""
BY_NAME: Final = {
    "score": "0",
    "near_words": "",
    "read": "",
    "words": "",
    "total": FOUND,
    "is_more": "false",
    "is_partial": "false",
}
BY_WORDS: Final = {
    "score": SCORE,
    "near_words": f"AND vector @@ ({WORDS} && %(near_class)s::tsquery)",
    "words": "LEFT JOIN words USING (chunk)",
    "slice": "SELECT id, sort_key, score FROM read ORDER BY score DESC, sort_key, id",
    "total": "(SELECT count(*) FROM read)",
    "is_more": "(SELECT count(*) = %(most)s FROM read)",
    "is_partial": "(SELECT count(*) = %(most)s FROM beside)",
}
# The words of names stand in the index as "=...", see `writing`.
NAMES: Final = """
(SELECT id FROM directory_entry WHERE kind = %s AND audience = %s
    AND colleagues IS DISTINCT FROM %s AND vector @@ (regexp_replace(
        to_tsquery('search_simple', %s)::text, '''([^'']+)''', '''=\\1''', 'g'
    )::tsquery && %s::tsquery) LIMIT %s)
"""
SUGGESTED: Final = """
SELECT kind, address, name FROM directory_entry WHERE id IN ({rows})
ORDER BY starts_with(sort_key, %s) DESC, sort_key, id LIMIT %s
"""

Chosen = Mapping[str, list[str]]


def compile_query(query: Query, kind: str, reader: Reader) -> tuple[str, dict[str, Any]]:
    """Return the statement of a question and its parameters.

    It answers with one row: the total, counts by "facet:value", the slice, whether there are more
    than were read, and whether the counts beside a choice are of what was read alone.
    """
    kept, *others = reader.branches(kind)
    chosen = {
        name: [f"{name}:{value}" for value in query.chosen[name]]
        for name in FACETS[kind]
        if query.chosen.get(name)
    }
    size, offset = (0, 0) if query.is_too_deep else (query.size, query.offset)
    params: dict[str, Any] = {
        "kind": kind,
        "audience": kept.audience,
        "own": kept.without or 0,
        "near": others[0].audience if others else "",
        "asked": ["", *(value for values in chosen.values() for value in values)],
        "size": size,
        "offset": offset,
        "reach": size + offset,
        **{f"has_{name}": values for name, values in chosen.items()},
    }
    if not query.words:
        pieces = {
            **BY_NAME,
            **_facets(chosen),
            "slice": BY_BITS.format(owner=OWNERS[Entry.Kind(kind)]),
        }
        return STATEMENT.format(**pieces), params | {"few": FEW}
    params |= {"words": query.words, "typed": folded(query.text), "most": READ_LIMIT + 1}
    params |= _marks(kind, kept, params["near"], chosen)
    beside = READ.format(marks="nearly") if chosen else "SELECT * FROM read LIMIT 0"
    pieces = {**BY_WORDS, **_facets(chosen, f"coalesce(words.bits, {NOBODY})")}
    return STATEMENT.format(read=READ_WORDS.format(beside=beside), **pieces), params


def compile_names(
    words: str, start: str, reader: Reader, limits: tuple[int, int]
) -> tuple[str, list[Any]]:
    """Return the statement for names in which the words begin; `limits`: read, and shown."""
    read, shown = limits
    asked = [(kind, branch) for kind in FACETS for branch in reader.branches(kind)]
    params = [
        value
        for kind, branch in asked
        for value in (kind, branch.audience, branch.without or 0, words, _class(kind, branch), read)
    ]
    rows = " UNION ALL ".join(NAMES for _ in asked)
    return SUGGESTED.format(rows=rows), [*params, start, shown]


def _facets(chosen: Chosen, *found: str) -> dict[str, str]:
    """Return the pieces that the chosen facets decide; `found` are bits that all must have."""
    first = ["everybody", f"~coalesce(own.bits, {NOBODY})", *found]
    has = {name: f"coalesce(has_{name}, {NOBODY})" for name in chosen}
    fails = {name: f"NOT facets && %(has_{name})s::varchar[]" for name in chosen}
    columns = ["bit_or(bits) FILTER (WHERE value = '') AS everybody"]
    masks = [f"{' & '.join([*first, *has.values()])} AS hits"]
    for name in chosen:
        columns.append(f"bit_or(bits) FILTER (WHERE value = ANY(%(has_{name})s)) AS has_{name}")
        others = [has[other] for other in chosen if other != name]
        masks.append(f"{' & '.join([*first, *others])} AS but_{name}")
    besides = "".join(f"WHEN starts_with(value, '{name}:') THEN but_{name} " for name in chosen)
    missed = "".join(f"WHEN {fail} THEN '{name}:' " for name, fail in fails.items())
    return {
        "chosen": ", ".join(columns),
        "masks": ", ".join(masks),
        "mask": f"CASE {besides}ELSE hits END" if chosen else "hits",
        "misses": " + ".join(["0", *(f"({fail})::integer" for fail in fails.values())]),
        "missed": f"CASE {missed}END" if chosen else "''",
    }


def _marks(kind: str, kept: Branch, near: str, chosen: Chosen) -> dict[str, str]:
    """Return what stands in the index beside the words, as `writing` has put it there.

    `fits` all choices, `nearly` all but one at most.
    """
    marked = [[f"'@{value}'" for value in values] for values in chosen.values()]
    either = [f"({' | '.join(values)})" for values in marked]
    bar_one = [" & ".join(either[:at] + either[at + 1 :]) for at in range(len(either))]
    of_class = _class(kind, kept)
    return {
        "fits": " & ".join([of_class, *either]),
        "nearly": f"{of_class} & ({' | '.join(bar_one)})" if len(either) > 1 else of_class,
        "near_class": f"'@{kind}@{near}'",
    }


def _class(kind: str, branch: Branch) -> str:
    return f"'@{kind}@{branch.audience}'"
