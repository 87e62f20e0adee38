"""All terms at hand: they change only when the vocabulary files are loaded."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from lane.memory import keep, may_keep, rows_by_id
from vocabulary.models import Term
from vocabulary.schemes import Scheme

SCOPE: Final = "vocabulary"  # of the anonymous lane


def terms_by_id(ids: Collection[int]) -> dict[int, Term]:
    """Return terms with their parents, by id; at most one query, see `lane.memory.rows_by_id`."""
    return rows_by_id("vocabulary.terms", ids, SCOPE, everything=_all, some=_some)


def terms_in(*schemes: Scheme) -> list[Term]:
    """Return the terms of some vocabularies in their orders, retired ones too.

    Nobody may change them. No query where this process has all terms in memory, else one.
    """
    if may_keep():
        known = keep("vocabulary.schemes", _by_scheme, SCOPE)
    else:
        known = keep("vocabulary.schemes", lambda: _few(schemes), SCOPE)
    return [term for scheme in schemes for term in known.get(scheme, ())]


def _few(schemes: Iterable[Scheme]) -> dict[str, list[Term]]:
    return _sorted(Term.objects.filter(scheme__in=schemes).select_related("parent"))


def _by_scheme() -> dict[str, list[Term]]:
    return _sorted(keep("vocabulary.terms", _all, SCOPE).values())


def _sorted(terms: Iterable[Term]) -> dict[str, list[Term]]:
    by_scheme: dict[str, list[Term]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: (term.order, term.code)):
        by_scheme[term.scheme].append(term)
    return by_scheme


def _all() -> dict[int, Term]:
    terms = {term.pk: term for term in Term.objects.all()}
    for term in terms.values():
        term.parent = terms.get(term.parent_id or 0)
    return terms


def _some(ids: Collection[int]) -> dict[int, Term]:
    return Term.objects.select_related("parent").in_bulk(ids)
