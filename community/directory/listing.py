"""What the directory answers: cards, the total, and the facets with their counts."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.directory.labels import NAMES, Labels, labels_of, language_name
from community.directory.logos import picture_address
from community.directory.models import Entry
from community.directory.readers import Reader
from community.directory.rows import FACETS
from community.directory.statements import compile_names, compile_query
from search.folding import folded
from search.questions import Query, read_query
from search.results import FacetCounts, Faceted, choices

SIZE: Final = 24
WORD: Final = re.compile(r"[^\W_]+")
READ_NAMES: Final = 200
SUGGESTED: Final = 8


@dataclass(frozen=True, kw_only=True)
class Card:
    """A person or an organisation in a list, as the reader may see it."""

    kind: str
    name: str
    url: str
    picture: str
    facts: Mapping[str, Any]
    organisation_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Listing(Faceted):
    """The answer to a question to the directory."""

    kind: str
    cards: list[Card]
    counts: Mapping[str, int]
    labels: Labels

    @property
    def total_text(self) -> str:
        """How many were found, in words."""
        number = {"count": number_format(self.total)}
        is_people = self.kind == Entry.Kind.PERSON
        if self.is_more:
            more = _("More than %(count)s people"), _("More than %(count)s organisations")
            return (more[0] if is_people else more[1]) % number
        if is_people:
            return ngettext("%(count)s person", "%(count)s people", self.total) % number
        return ngettext("%(count)s organisation", "%(count)s organisations", self.total) % number

    def by_country(self) -> dict[str, int]:
        """Return how many are found in each country that occurs."""
        pairs = ((value.partition(":"), count) for value, count in self.counts.items())
        return {value: count for (facet, _colon, value), count in pairs if facet == "country"}


def read_question(params: QueryDict, kind: str, *, size: int = SIZE) -> Query:
    """Return the question of an address; whatever stands there, it never raises."""
    return read_query(params, facets=FACETS[Entry.Kind(kind)], sorts=("",), size=size)


def find(query: Query, kind: str, reader: Reader) -> Listing:
    """Return what the reader may find: one query, and one for labels that are not in memory.

    Chosen values that are in no list are left out of the question.
    """
    labels = labels_of(kind)
    query = replace(query, chosen=_known(query, labels))
    sql, params = compile_query(query, kind, reader)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        total, counts, rows, is_more, is_partial = map(_decoded, cursor.fetchone())
    return Listing(
        query=query,
        kind=kind,
        cards=[card_of(row, labels) for row in rows],
        total=params["most"] - 1 if is_more else total,
        is_more=is_more,
        counts=counts or {},
        labels=labels,
        facets=_facets(query, counts or {}, labels, is_more=is_more, is_partial=is_partial),
    )


def _facets(
    query: Query, counts: Mapping[str, int], labels: Labels, *, is_more: bool, is_partial: bool
) -> list[FacetCounts]:
    """Return each facet with what would be found by choosing a value; empty values are left out."""
    return [
        FacetCounts(
            name=name,
            label=str(NAMES[name]),
            choices=choices(
                query,
                name,
                counts,
                labels[name],
                is_partial=is_more or (is_partial and name in query.chosen),
            ),
        )
        for name in query.facets
    ]


def suggest(text: str, reader: Reader) -> list[dict[str, str]]:
    """Return the names that the typed letters may become, with addresses; one query.

    Nothing for less than two letters. Only names are looked at, of those whom the reader may find.
    """
    typed = folded(text)
    words = WORD.findall(typed)[:6]
    if sum(map(len, words)) < 2:
        return []
    asked = " & ".join(f"{word}:*" for word in words)
    sql, params = compile_names(asked, typed, reader, (READ_NAMES, SUGGESTED))
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = cursor.fetchall()
    return [
        {
            "title": name,
            "url": address_of(kind, address),
            "kind": str(Entry.Kind(kind).label),
            "language": "",
        }
        for kind, address, name in found
    ]


def address_of(kind: str, address: str) -> str:
    """Return where the page of an entry stands."""
    names = {Entry.Kind.PERSON: "person", Entry.Kind.ORGANISATION: "organisation"}
    return reverse(f"directory:{names[Entry.Kind(kind)]}", args=[address])


def card_of(row: Mapping[str, Any], labels: Labels) -> Card:
    """Return a card, its codes turned into words where there are any."""
    stored = row["card"]
    facts = dict(stored)
    themes, languages = labels.get("expertise", {}), labels.get("language", {})
    for name in ("expertise", "interests"):
        facts[name] = [themes.get(code, code) for code in stored.get(name, ())]
    codes = stored.get("language", ())
    facts["language"] = [languages.get(code) or language_name(code) for code in codes]
    for name in ("group", "country", "type", "size"):
        codes = stored.get(name, ())
        facts[name] = [
            {"code": code, "label": labels.get(name, {}).get(code, code)} for code in codes
        ]
    sectors = labels.get("sector", {})
    facts["sector"] = [sectors.get(code, code) for code in stored.get("sector", ())]
    slug = row["organisation"]
    return Card(
        kind=row["kind"],
        name=row["name"],
        url=address_of(row["kind"], row["address"]),
        picture=picture_address(stored),
        facts=facts,
        organisation_url=reverse("directory:organisation", args=[slug]) if slug else "",
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
