"""The numbers of an event as tables for people: on the desk, as CSV and as XLSX."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import EventPage
from events.reach.actions import lines_of
from events.reach.counting import OUTSIDE, WITHIN, count
from events.reach.models import Dimension, ReachReport, Stage
from vocabulary.known import terms_in
from vocabulary.models import Scheme

SCHEMES: Final = {
    Dimension.GROUP: Scheme.STAKEHOLDER_GROUP,
    Dimension.COUNTRY: Scheme.COUNTRY,
    Dimension.ORGANISATION_TYPE: Scheme.STAKEHOLDER_GROUP,
    Dimension.MODE: Scheme.EVENT_FORMAT,
}
WORDS: Final = {
    WITHIN: gettext_lazy("Of a partner organisation"),
    OUTSIDE: gettext_lazy("From outside the partnership"),
}
STAGES: Final = tuple(Stage)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One value with its persons by stage; None: nobody recorded it."""

    label: str
    persons: tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The persons by one property, a row for each value, and all together."""

    title: str
    rows: tuple[Row, ...]
    total: Row


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What was frozen, or the numbers of this moment where nothing is frozen yet."""

    report: ReachReport | None
    tables: tuple[Table, ...]
    differs: bool  # the numbers of this moment are others than the frozen ones


def numbers_of(event: EventPage) -> Numbers:
    """Return the numbers of an event for its desk."""
    report = ReachReport.objects.filter(event=event).order_by("-version").first()
    now = count(event)
    if report is None:
        shown, has_attendance = dict(now.persons), now.has_attendance
    else:
        shown, has_attendance = lines_of(report), report.has_attendance
    differs = report is not None and (shown != now.persons or has_attendance != now.has_attendance)
    tables = tuple(_table(dimension, shown, has_attendance) for dimension in Dimension)
    return Numbers(report=report, tables=tables, differs=differs)


def as_rows(event: EventPage, numbers: Numbers) -> list[tuple[Any, ...]]:
    """Return all numbers as the rows of one sheet, its heading first."""
    head = (_("Event"), _("Counted by"), _("Value"), *(stage.label for stage in STAGES))
    lines = [
        (event.title, table.title, row.label, *row.persons)
        for table in numbers.tables
        for row in (*table.rows, table.total)
    ]
    return [tuple(str(cell) for cell in head), *lines]


def _table(dimension: Dimension, persons: Mapping[Any, int], has_attendance: bool) -> Table:
    labels = _labels(dimension)
    values = {value for _stage, counted_by, value in persons if counted_by == dimension}
    in_order = sorted(
        values,
        key=lambda value: (
            value == "",
            list(labels).index(value) if value in labels else len(labels),
            value,
        ),
    )
    rows = tuple(
        Row(
            label=str(labels.get(value, value)) or _("Not known"),
            persons=tuple(
                None
                if stage == Stage.ATTENDED and not has_attendance
                else persons.get((stage, dimension, value), 0)
                for stage in STAGES
            ),
        )
        for value in in_order
    )
    return Table(title=str(dimension.label), rows=rows, total=_total(rows, has_attendance))


def _total(rows: tuple[Row, ...], has_attendance: bool) -> Row:
    sums = [sum(row.persons[place] or 0 for row in rows) for place in range(len(STAGES))]
    known = tuple(
        None if stage == Stage.ATTENDED and not has_attendance else number
        for stage, number in zip(STAGES, sums, strict=True)
    )
    return Row(label=_("All"), persons=known)


def _labels(dimension: Dimension) -> dict[str, Any]:
    """Return the words of a dimension's values, in their order."""
    if dimension not in SCHEMES:
        return dict(WORDS)
    return {term.code: term.label for term in terms_in(SCHEMES[dimension])}
