"""By what the events of a public calendar are narrowed down: six facets and their codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from pages.models.terms import terms_of
from vocabulary.known import terms_in
from vocabulary.models import CODE
from vocabulary.schemes import Scheme

MOST: Final = 12  # choices in one address


@dataclass(frozen=True)
class Facet:
    """One way to narrow down: the field of the event, and where its codes come from."""

    label: Any
    field: str
    scheme: Scheme | None = None  # None: the languages of the site

    def names(self) -> dict[str, str]:
        """Return what each code is called in the active language."""
        if self.scheme is None:
            return {code: gettext(str(name)) for code, name in settings.LANGUAGES}
        return {term.code: str(term) for term in terms_in(self.scheme)}

    def among(self, codes: list[str]) -> Q:
        """Return the condition for an event to have one of the codes."""
        suffix = "__code__in" if self.scheme else "__in"
        return Q(**{f"{self.field}{suffix}": codes})

    def codes_of(self, event: Any) -> Iterable[str]:
        """Return the codes of an event whose terms are loaded."""
        if self.scheme is None:
            return (event.language,)
        if event._meta.get_field(self.field).many_to_many:
            return [term.code for term in terms_of(event, self.field)]
        term = getattr(event, self.field)
        return (term.code,) if term else ()


FACETS: Final[dict[str, Facet]] = {
    "type": Facet(gettext_lazy("Type of event"), "event_type", Scheme.EVENT_TYPE),
    "theme": Facet(gettext_lazy("Theme"), "themes", Scheme.THEME),
    "audience": Facet(gettext_lazy("For"), "stakeholder_groups", Scheme.STAKEHOLDER_GROUP),
    "country": Facet(gettext_lazy("Country"), "country", Scheme.COUNTRY),
    "language": Facet(gettext_lazy("Language"), "language"),
    "format": Facet(gettext_lazy("Format"), "format", Scheme.EVENT_FORMAT),
}


def all_names() -> dict[str, dict[str, str]]:
    """Return what each code of each facet is called; one query, none for what is in memory."""
    by_scheme = {facet.scheme: name for name, facet in FACETS.items() if facet.scheme}
    found: dict[str, dict[str, str]] = {name: {} for name in FACETS}
    for term in terms_in(*by_scheme):
        found[by_scheme[Scheme(term.scheme)]][term.code] = str(term)
    plain = {name: facet.names() for name, facet in FACETS.items() if not facet.scheme}
    return found | plain


class NoSuchChoice(ValueError):
    """A code that no event can have; the message says what to write instead."""


@dataclass(frozen=True)
class Chosen:
    """The codes by which a calendar is narrowed, by facet, and what they are called."""

    codes: Mapping[str, list[str]]
    words: tuple[str, ...]

    def conditions(self) -> list[Q]:
        """Return one condition a facet: an event meets them all, each by any of its codes."""
        return [FACETS[name].among(codes) for name, codes in self.codes.items()]


def chosen_from(asked: QueryDict) -> Chosen:
    """Return what an address asks for; parameters that are no facets do not count.

    Raises:
        NoSuchChoice: a code is not one of its vocabulary, or there are too many.
    """
    codes = {name: sorted(set(asked.getlist(name))) for name in FACETS if name in asked}
    if sum(map(len, codes.values())) > MOST:
        message = gettext("An address narrows by %(most)s choices at most.")
        raise NoSuchChoice(message % {"most": MOST})
    words: list[str] = []
    for name, wanted in codes.items():
        names = FACETS[name].names()
        words += [names[code] for code in wanted if code in names]
        if unknown := [code for code in wanted if code not in names]:
            shown = unknown[0] if CODE.fullmatch(unknown[0]) else "?"
            message = gettext("%(facet)s: there is no “%(code)s”. Possible: %(codes)s.")
            raise NoSuchChoice(
                message % {"facet": name, "code": shown, "codes": ", ".join(sorted(names))}
            )
    return Chosen(codes, tuple(words))


def choices_among(
    events: Iterable[Any], names: Mapping[str, Mapping[str, str]]
) -> list[dict[str, Any]]:
    """Return by facet what events with loaded terms have, with the query that asks for it.

    `names` are those of `all_names`. A facet in which all are alike narrows nothing and is left
    out.
    """
    found = list(events)
    groups = []
    for name, facet in FACETS.items():
        used = {code for event in found for code in facet.codes_of(event)}
        if len(used) > 1:
            known = names[name]
            links = [(known[code], urlencode({name: code})) for code in known if code in used]
            groups.append({"label": facet.label, "links": links})
    return groups
