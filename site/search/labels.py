"""The words that stand for the values of facets, in the active language."""

from collections.abc import Iterable

from search.registry import facets
from vocabulary.models import Term


def labels_of(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return, for each of these facets, its labels by value in their order; one query.

    A facet that nobody registered has no labels.
    """
    known = facets()
    wanted = {name: known[name] for name in names if name in known}
    found: dict[str, dict[str, str]] = {
        name: {value: str(label) for value, label in facet.labels().items()}
        for name, facet in wanted.items()
        if facet.labels
    }
    by_scheme = {facet.scheme: name for name, facet in wanted.items() if facet.scheme}
    terms = Term.objects.filter(scheme__in=by_scheme).order_by("scheme", "order", "code")
    for term in terms.only("scheme", "code", "labels") if by_scheme else ():
        found.setdefault(by_scheme[term.scheme], {})[term.code] = term.label
    return {name: found.get(name, {}) for name in names}
