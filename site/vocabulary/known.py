"""All terms at hand: they change only when the vocabulary files are loaded."""

from collections.abc import Collection
from typing import Final

from lane.memory import keep, may_keep
from vocabulary.models import Term

SCOPE: Final = "vocabulary"  # of the anonymous lane


def terms_by_id(ids: Collection[int]) -> dict[int, Term]:
    """Return terms with their parents, by id; nobody may change them.

    No query where a web process has them in memory, else one.
    """
    if may_keep():
        known = keep("vocabulary.terms", _all, SCOPE)
        if known.keys() >= set(ids):
            return known
    found = Term.objects.filter(pk__in=ids).select_related("parent")
    return {term.pk: term for term in found}


def _all() -> dict[int, Term]:
    terms = {term.pk: term for term in Term.objects.all()}
    for term in terms.values():
        term.parent = terms.get(term.parent_id or 0)
    return terms
