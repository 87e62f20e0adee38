"""All terms at hand: they change only when the vocabulary files are loaded."""

from collections.abc import Collection
from typing import Final

from lane.memory import rows_by_id
from vocabulary.models import Term

SCOPE: Final = "vocabulary"  # of the anonymous lane


def terms_by_id(ids: Collection[int]) -> dict[int, Term]:
    """Return terms with their parents, by id; at most one query, see `lane.memory.rows_by_id`."""
    return rows_by_id("vocabulary.terms", ids, SCOPE, everything=_all, some=_some)


def _all() -> dict[int, Term]:
    terms = {term.pk: term for term in Term.objects.all()}
    for term in terms.values():
        term.parent = terms.get(term.parent_id or 0)
    return terms


def _some(ids: Collection[int]) -> dict[int, Term]:
    return Term.objects.select_related("parent").in_bulk(ids)
