"""Narrows the list of events down: what is chosen, and how many each choice would bring."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from events.facets import FACETS, MOST, all_names
from search.questions import Query, read_query
from search.results import FacetCounts, Faceted, choices

WHEN: Final = "when"
COMING, PAST = "coming", "past"
TIMES: Final = {
    COMING: pgettext_lazy("events", "Coming"),
    PAST: pgettext_lazy("events", "Past"),
}
NAMES: Final = (WHEN, *FACETS)
LABELS: Final = {WHEN: gettext_lazy("When")} | {name: one.label for name, one in FACETS.items()}
MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, kw_only=True)
class EventQuery(Query):
    """What is chosen of the events, and whether a month is looked at ("2026-12") or the list."""

    month: str = ""

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What a form that narrows down has to carry along."""
        return [("month", self.month)] if self.month else []

    def querystring(self) -> str:
        """Return the one address of this choice, behind that of the page."""
        asked = super().querystring()
        if not self.month:
            return asked
        return f"{asked}{'&' if asked else '?'}{urlencode(self.carried)}"

    @property
    def feed_query(self) -> str:
        """What asks the calendar of all events for this choice; empty where it cannot."""
        pairs = [(name, value) for name in FACETS for value in self.chosen.get(name, ())]
        return urlencode(pairs) if len(pairs) <= MOST else ""


@dataclass(frozen=True, kw_only=True)
class FoundEvents(Faceted):
    """The events that fit: by id, apart by whether they are to come."""

    query: EventQuery
    coming: list[int] = field(default_factory=list)
    past: list[int] = field(default_factory=list)
    names: Mapping[str, Mapping[str, str]]

    @property
    def total_text(self) -> str:
        """How many fit, in words."""
        count = {"count": number_format(self.total)}
        return ngettext("%(count)s event", "%(count)s events", self.total) % count


def narrow(request: HttpRequest, events: QuerySet[Any], *, now: datetime) -> FoundEvents:
    """Return what fits the address, with the facets; whatever stands there, it never raises.

    One query for all events, and one for the vocabularies where they are not in memory.
    """
    names = all_names()
    labels = names | {WHEN: {code: str(label) for code, label in TIMES.items()}}
    query = _query_of(request, labels)
    counts: Counter[str] = Counter()
    fitting: dict[str, list[int]] = {COMING: [], PAST: []}
    for pk, values in _rows(events, now):
        failed = [
            name
            for name, wanted in query.chosen.items()
            if not values.get(name, frozenset()).intersection(wanted)
        ]
        if not failed:
            fitting[next(iter(values[WHEN]))].append(pk)
        for name in NAMES if not failed else failed if len(failed) == 1 else ():
            counts.update(f"{name}:{value}" for value in values[name])
    return FoundEvents(
        query=query,
        total=sum(map(len, fitting.values())),
        is_more=False,
        facets=_facets(query, counts, labels),
        coming=fitting[COMING],
        past=fitting[PAST],
        names=names,
    )


def month_of(text: str, today: date) -> date:
    """Return the first day of the month that an address names, else of this month."""
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def _query_of(request: HttpRequest, labels: Mapping[str, Mapping[str, str]]) -> EventQuery:
    asked = read_query(request.GET, facets=NAMES, sorts=("",))
    known = {
        name: tuple(value for value in values if value in labels[name])
        for name, values in asked.chosen.items()
    }
    month = request.GET.get("month", "")
    return EventQuery(
        chosen={name: values for name, values in known.items() if values},
        facets=NAMES,
        page=asked.page,
        month=month if MONTH.fullmatch(month) else "now" if month else "",
    )


def _facets(
    query: Query, counts: Mapping[str, int], labels: Mapping[str, Mapping[str, str]]
) -> list[FacetCounts]:
    return [
        FacetCounts(
            name=name, label=str(LABELS[name]), choices=choices(query, name, counts, labels[name])
        )
        for name in NAMES
    ]


def _rows(events: QuerySet[Any], now: datetime) -> Iterable[tuple[int, dict[str, frozenset[str]]]]:
    """Yield each event with its values by facet."""
    many = {name: one.field for name, one in FACETS.items() if _is_many(events.model, one.field)}
    columns: dict[str, Any] = {
        f"of_{name}": ArraySubquery(_codes(events.model, column)) for name, column in many.items()
    }
    for name, one in FACETS.items():
        if name not in many:
            columns[f"of_{name}"] = F(f"{one.field}__code" if one.scheme else one.field)
    rows = events.order_by().annotate(**columns)
    for row in rows.values("pk", "end", "is_postponed", *columns):
        time = PAST if row["end"] <= now and not row["is_postponed"] else COMING
        values = {WHEN: frozenset({time})}
        for name in FACETS:
            value = row[f"of_{name}"]
            given = value if isinstance(value, list) else [value]
            values[name] = frozenset(code for code in given if code)
        yield row["pk"], values


def _is_many(model: Any, name: str) -> bool:
    return bool(model._meta.get_field(name).many_to_many)


def _codes(model: Any, name: str) -> Any:
    link = model._meta.get_field(name)
    mine = {f"{link.m2m_field_name()}_id": OuterRef("pk")}
    return link.remote_field.through.objects.filter(**mine).values(
        f"{link.m2m_reverse_field_name()}__code"
    )
