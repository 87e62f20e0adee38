"""Asks the index: one statement for the rows, the total and all facets."""

import json
from dataclasses import replace
from typing import Any

from django.db import connection

from search.cards import row_of
from search.labels import labels_of
from search.models import audience_of
from search.questions import Query, read_query
from search.results import Found, facets_of
from search.statements import HITS_LIMIT, compile_query

__all__ = ["Found", "Query", "find", "read_query"]

Labels = dict[str, dict[str, str]]


def find(query: Query, viewer: Any = None, *, labels: Labels | None = None) -> Found:
    """Return what the viewer may find; None is a visitor.

    Two queries: one for the labels of the facets, one for everything else; a signed-in viewer costs
    one more for the groups. `labels` spares the first where they are known. Chosen values that are
    in no list are left out of the question.
    """
    labels = labels_of(query.facets) if labels is None else labels
    query = replace(query, chosen=_known(query, labels))
    sql, params = compile_query(query, audience_of(viewer))
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        total, read, counts, stored = cursor.fetchone()
    is_more = read > HITS_LIMIT
    return Found(
        query=query,
        rows=[row_of(row) for row in _decoded(stored) or ()],
        total=min(total, HITS_LIMIT),
        is_more=is_more,
        facets=facets_of(query, _decoded(counts) or {}, labels, is_partial=is_more),
    )


def _known(query: Query, labels: Labels) -> dict[str, tuple[str, ...]]:
    """Return the chosen values that exist."""
    known = {
        name: tuple(value for value in values if value in labels.get(name, {}))
        for name, values in query.chosen.items()
    }
    return {name: values for name, values in known.items() if values}


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
