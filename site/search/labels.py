"""The words that stand for the values of facets, in the active language."""

from collections.abc import Iterable

from search.registry import facets
from vocabulary.models import FALLBACK_LANGUAGE, Term, active_language
from vocabulary.schemes import Scheme


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
    language = active_language()
    terms = Term.objects.filter(scheme__in=by_scheme).order_by("scheme", "order", "code")
    rows = terms.values_list("scheme", "code", "labels") if by_scheme else ()
    for scheme, code, labels in rows:
        label = labels.get(language) or labels.get(FALLBACK_LANGUAGE) or code
        found.setdefault(by_scheme[Scheme(scheme)], {})[code] = label
    return {name: found.get(name, {}) for name in names}
