"""What can be found, and by which facets: every room registers its own part here."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vocabulary.schemes import Scheme

PUBLIC: Final = "public"
MEMBER: Final = "member"
EVERYWHERE: Final = "site"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One findable thing in one language, as its source tells it.

    `key` names the object within its source, `url` is its address without the host. `keywords`
    (other names, codes, synonyms) weigh as much as the summary, `body` least; snippets are cut from
    the body. `facets` are values by facet, `card` what the card in a list needs, as JSON. `rank` is
    the own order of a list, `weight` (0.1 to 3) multiplies the relevance. Any one of `audience`
    suffices to see it: "public", "member", or "group:ID" of a group of accounts.
    """

    key: str
    language: str
    kind: str
    title: str
    url: str
    summary: str = ""
    keywords: str = ""
    body: str = ""
    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)
    card: Mapping[str, Any] = field(default_factory=dict)
    rank: int = 0
    dated: datetime | None = None
    weight: float = 1.0
    audience: tuple[str, ...] = (PUBLIC,)


class Source(ABC):
    """A room's things of one sort: which there are, and what may be found of them.

    `name` is kept in the index and never changes.
    """

    name: str

    @abstractmethod
    def keys(self) -> Iterable[str]:
        """Yield the key of everything that could be found; it may be long."""

    @abstractmethod
    def rows(self, keys: Sequence[str]) -> Iterable[Row]:
        """Yield what may be found of these; what is missing here leaves the index."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way to narrow down: a list of the vocabulary, or labels of its own by value.

    The values of a `scheme` are its codes. `labels` returns the labels by value, in their order.
    """

    name: str
    label: str | Promise
    scheme: Scheme | None = None
    labels: Callable[[], Mapping[str, str | Promise]] | None = None
    by_count: bool = False  # the strongest values first, whatever order the labels have


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of thing: what it is called in a list of kinds, and where on the site it shows.

    `scope` is the part of the anonymous lane in which lists of this kind stand.
    """

    name: str
    label: str | Promise
    one: str | Promise
    scope: str


_sources: dict[str, Source] = {}
_facets: dict[str, Facet] = {}
_kinds: dict[str, Kind] = {}


def register_source(source: Source) -> None:
    """Let the things of a source be found; a second one of the same name replaces the first."""
    _sources[source.name] = source


def register_facet(facet: Facet) -> None:
    """Offer a facet; a second one of the same name replaces the first."""
    _facets[facet.name] = facet


def register_kind(
    kind: str, label: str | Promise, *, one: str | Promise = "", scope: str = EVERYWHERE
) -> None:
    """Give the rows of one kind their name in the facet of kinds, "Tools", and `one` of them."""
    _kinds[kind] = Kind(name=kind, label=label, one=one or label, scope=scope)


def sources() -> dict[str, Source]:
    """Return the registered sources by name."""
    return dict(_sources)


def facets() -> dict[str, Facet]:
    """Return the registered facets by name."""
    return dict(_facets)


def kinds() -> dict[str, str | Promise]:
    """Return what each kind is called, in the order in which they were registered."""
    return {name: kind.label for name, kind in _kinds.items()}


def name_of(kind: str) -> str:
    """Return what one thing of a kind is called; the kind itself where nobody named it."""
    return str(_kinds[kind].one) if kind in _kinds else kind


def scopes_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the parts of the lane that show these kinds; all of it for an unknown one."""
    shown = (_kinds[name].scope if name in _kinds else EVERYWHERE for name in names)
    return tuple(sorted(set(shown)))


# The facets that every room shares: the lists of the vocabulary, by the word in the address.
FACET_OF_SCHEME: Final[dict[str, str]] = {
    Scheme.STAKEHOLDER_GROUP: "group",
    Scheme.THEME: "theme",
    Scheme.OI_STAGE: "stage",
    Scheme.OI_MODE: "mode",
    Scheme.COUNTRY: "country",
    Scheme.NACE_SECTION: "sector",
    Scheme.COMPANY_SIZE: "size",
    Scheme.EVIDENCE_LEVEL: "evidence",
    Scheme.EFFORT_LEVEL: "effort",
    Scheme.COST_LEVEL: "cost",
    Scheme.DIFFICULTY: "difficulty",
    Scheme.FACILITATION: "facilitation",
    Scheme.LIFE_STAGE: "life",
    Scheme.TECHNOLOGY_INTENSITY: "technology",
    Scheme.PARTNER_TYPE: "partner",
    Scheme.CASE_RESULT: "result",
    Scheme.PUBLICATION_TYPE: "type",
    Scheme.EVENT_TYPE: "event",
    Scheme.EVENT_FORMAT: "format",
}
FACET_LABELS: Final[dict[str, str | Promise]] = {
    "group": _("For whom"),
    "theme": _("Theme"),
    "stage": _("Stage"),
    "mode": _("Flow of ideas"),
    "country": _("Country"),
    "sector": _("Sector"),
    "size": _("Size of the firm"),
    "evidence": _("Evidence"),
    "effort": _("Effort"),
    "cost": _("Cost"),
    "difficulty": _("Difficulty"),
    "facilitation": _("Who leads"),
    "life": _("Stage of life"),
    "technology": _("Technology"),
    "partner": _("Partner"),
    "result": _("What came of it"),
    "type": _("Type of publication"),
    "event": _("Type of event"),
    "format": _("How it is held"),
}


def register_shared_facets() -> None:
    """Offer kind, language and every list of the vocabulary that things are sorted by."""
    from django.conf import settings  # noqa: PLC0415 - read when the apps are ready

    languages = dict(settings.LANGUAGES)
    register_facet(Facet(name="kind", label=_("Kind"), labels=kinds, by_count=True))
    register_facet(Facet(name="language", label=_("Language"), labels=lambda: languages))
    for scheme, name in FACET_OF_SCHEME.items():
        register_facet(Facet(name=name, label=FACET_LABELS[name], scheme=Scheme(scheme)))
