"""Asks the tables all that the dashboard wants to know, by one statement.

Each question is a SELECT with the same columns; the answers come back sorted by question.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    F,
    Field,
    Max,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast, TruncMonth, TruncWeek

from dissemination_metrics.days import ONE_DAY
from dissemination_metrics.models import Figure, LeftOut, Measure
from dissemination_metrics.periods import Step

FLOWS: Final = tuple(measure for measure in Measure if not measure.is_stock)
STOCKS: Final = (Measure.MEMBERS, Measure.SUBSCRIBERS)
LISTED: Final = (Measure.PAGE_READS, Measure.DOWNLOADS)
LIST_LENGTH: Final = 10


class Question(StrEnum):
    """What an answer is about."""

    FLOW = "flow"
    STOCK = "stock"
    BEFORE = "before"
    MOST = "most"
    ROBOTS = "robots"


@dataclass(frozen=True)
class Answer:
    """One row; what a question does not ask for stays empty."""

    question: Question
    measure: str
    step: date | None
    group_id: int | None
    subject: str
    label: str
    number: int


Answers = dict[Question, list[Answer]]


@dataclass(frozen=True)
class Span:
    """The days that are asked about, and the groups; None among them stands for no group."""

    first: date
    last: date
    step: Step
    groups: Collection[int | None] | None  # None: whatever the group

    @property
    def before(self) -> tuple[date, date]:
        """First and last day of the span of equal length that ends just before."""
        return self.first - (self.last - self.first) - ONE_DAY, self.first - ONE_DAY


def ask(span: Span, *, stock_days: Iterable[date]) -> Answers:
    """Return the answers by question; one query."""
    first, *others = _selects(span, stock_days)
    answers: Answers = defaultdict(list)
    for row in first.union(*others, all=True):
        answer = Answer(*row)
        answers[Question(answer.question)].append(answer)
    return answers


def _selects(span: Span, stock_days: Iterable[date]) -> Iterator[QuerySet[Any, Any]]:
    """Yield one SELECT for each question; the first gives the columns their types."""
    truncate = TruncMonth if span.step is Step.MONTH else TruncWeek
    here = _figures(span, span.first, span.last)
    flows = here.filter(measure__in=FLOWS)
    yield _select(flows, Question.FLOW, Sum("value"), _step=truncate("day"), _group=F("group"))
    yield _select(
        _figures(span, *span.before).filter(measure__in=FLOWS), Question.BEFORE, Sum("value")
    )
    stocks = _figures(span, min(stock_days, default=span.first), span.last)
    yield _select(
        stocks.filter(measure__in=STOCKS, day__in=stock_days),
        Question.STOCK,
        Sum("value"),
        _step=F("day"),
        _group=F("group"),
    )
    for measure in LISTED:
        most = _select(
            here.filter(measure=measure),
            Question.MOST,
            Sum("value"),
            _subject=F("subject"),
            _label=Max("label"),
        )
        yield most.order_by("-_number", "_subject")[:LIST_LENGTH]
    robots = LeftOut.objects.filter(day__range=(span.first, span.last), reason=LeftOut.Reason.ROBOT)
    yield _select(robots.order_by(), Question.ROBOTS, Sum("number"), _measure=_text(""))


def _figures(span: Span, first: date, last: date) -> QuerySet[Figure]:
    figures = Figure.objects.filter(day__range=(first, last)).order_by()
    if span.groups is None:
        return figures
    unknown = Q(group=None) if None in span.groups else Q(pk__in=[])
    return figures.filter(Q(group__in=[one for one in span.groups if one]) | unknown)


def _select(rows: QuerySet[Any], question: Question, number: Any, **columns: Any) -> Any:
    """Return a SELECT with the columns of `Answer`, grouped by all but the number."""
    asked = {
        "_question": _text(question.value),
        "_measure": F("measure"),
        "_step": _nothing(DateField()),
        "_group": _nothing(BigIntegerField()),
        "_subject": _text(""),
        "_label": _text(""),
    } | columns
    grouped = {name: value for name, value in asked.items() if not isinstance(value, Max)}
    return (
        rows.annotate(**grouped)
        .values(*grouped)
        .annotate(**{name: asked[name] for name in asked.keys() - grouped.keys()}, _number=number)
        .values_list(*asked, "_number")
    )


def _text(value: str) -> Cast:
    return Cast(Value(value), CharField())


def _nothing(field: Field[Any, Any]) -> Cast:
    return Cast(Value(None), field)
