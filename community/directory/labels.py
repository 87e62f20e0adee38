"""The words for what the directory is narrowed down by, in the active language."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from community.directory.models import Entry
from lane.memory import keep
from vocabulary.known import SCOPE
from vocabulary.models import Term, active_language
from vocabulary.schemes import Scheme

Labels = Mapping[str, Mapping[str, str]]

# Which vocabulary stands behind a facet; languages have none.
SCHEMES: Final = {
    Entry.Kind.PERSON: {
        "group": Scheme.STAKEHOLDER_GROUP,
        "country": Scheme.COUNTRY,
        "expertise": Scheme.THEME,
    },
    Entry.Kind.ORGANISATION: {
        "type": Scheme.STAKEHOLDER_GROUP,
        "size": Scheme.COMPANY_SIZE,
        "country": Scheme.COUNTRY,
        "sector": Scheme.NACE_SECTION,
    },
}
NAMES: Final = {
    "group": _("Comes from"),
    "country": _("Country"),
    "expertise": _("Knows about"),
    "language": _("Speaks"),
    "type": _("Type"),
    "size": _("Size"),
    "sector": _("Sector"),
}
# Languages that Django has no name for.
MORE_LANGUAGES: Final = {"mt": _("Maltese"), "zh": _("Chinese")}


def labels_of(kind: str) -> Labels:
    """Return the labels of each facet of a kind by value, in their order.

    One query, none where a web process has them in memory. Nobody may change what is returned.
    """
    name = f"directory.labels.{kind}.{get_language()}"
    return keep(name, lambda: _labels(kind), SCOPE)


def language_name(code: str) -> str:
    """Return what a language is called; its code where nobody knows it."""
    known: dict[str, Any] = LANG_INFO.get(code, {})
    if "name" in known:
        return gettext(known["name"])
    return str(MORE_LANGUAGES.get(code, code))


def _labels(kind: str) -> dict[str, dict[str, str]]:
    schemes = SCHEMES[Entry.Kind(kind)]
    found: dict[str, dict[str, str]] = {name: {} for name in schemes}
    rows = Term.objects.filter(scheme__in=schemes.values()).order_by("order", "code")
    names = {scheme: name for name, scheme in schemes.items()}
    for term in rows:
        found[names[Scheme(term.scheme)]][term.code] = term.label
    for name in {"country"} & found.keys():
        found[name] = _alphabetical(rows, found[name])
    if kind == Entry.Kind.PERSON:
        known = [code for code, facts in LANG_INFO.items() if len(code) == 2 and "name" in facts]
        languages = {code: language_name(code) for code in (*known, *MORE_LANGUAGES)}
        found["language"] = dict(sorted(languages.items(), key=lambda pair: pair[1].casefold()))
    return found


def _alphabetical(rows: Any, labels: dict[str, str]) -> dict[str, str]:
    """Return the countries by name as the active language sorts them."""
    language = active_language()
    keys = {
        term.code: term.sort_keys.get(language) or term.sort_keys.get("en") or term.code
        for term in rows
        if term.scheme == Scheme.COUNTRY
    }
    return dict(sorted(labels.items(), key=lambda pair: (keys[pair[0]], pair[0])))
