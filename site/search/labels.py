"""The words that stand for the values of facets, in the active language."""

from collections.abc import Iterable

from search.registry import facets
from vocabulary.known import terms_in
from vocabulary.schemes import Scheme


def labels_of(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return, for each of these facets, its labels by value in their order.

    One query, none where the vocabulary is in memory. A facet that nobody registered has no labels.
    """
    known = facets()
    wanted = {name: known[name] for name in names if name in known}
    found: dict[str, dict[str, str]] = {
        name: {value: str(label) for value, label in facet.labels().items()}
        for name, facet in wanted.items()
        if facet.labels
    }
    by_scheme = {facet.scheme: name for name, facet in wanted.items() if facet.scheme}
    for term in terms_in(*by_scheme):
        found.setdefault(by_scheme[Scheme(term.scheme)], {})[term.code] = term.label
    return {name: found.get(name, {}) for name in names}
