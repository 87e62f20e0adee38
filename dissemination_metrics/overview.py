"""What the dashboard shows, put together from the figures by a handful of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from django.db.models import Max, Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dissemination_metrics.charts import Chart, Column, stack
from dissemination_metrics.days import ONE_DAY
from dissemination_metrics.groups import Slot, Slots
from dissemination_metrics.models import CountedDay, Measure
from dissemination_metrics.periods import Step
from dissemination_metrics.questions import (
    FLOWS,
    LISTED,
    STOCKS,
    Answer,
    Answers,
    Question,
    Span,
    ask,
)

CHARTED: Final = (
    Measure.PAGE_READS,
    Measure.VISITOR_DAYS,
    Measure.REGISTRATIONS,
    Measure.DELIVERIES,
    Measure.MEMBERS,
    Measure.SUBSCRIBERS,
)
TILES: Final = (
    Measure.PAGE_READS,
    Measure.VISITOR_DAYS,
    Measure.DOWNLOADS,
    Measure.REGISTRATIONS,
    Measure.DELIVERIES,
    Measure.MEMBERS,
)


Steps = defaultdict[date | None, Counter[str]]  # by day or beginning of a step, then by slot


@dataclass(frozen=True)
class Total:
    """One number of the period and what it was in the period of equal length before."""

    measure: Measure
    value: int
    before: int | None  # None when nobody counted then

    @property
    def change(self) -> int | None:
        """The difference in percent of what was before; None where that says nothing."""
        if not self.before:
            return None
        return round((self.value - self.before) * 100 / self.before)


@dataclass(frozen=True)
class Counted:
    """From when to when days were counted, and when that was done last."""

    first: date | None
    last: date | None
    at: datetime | None


class Overview:
    """The figures of one period, perhaps of one slot of groups; each is fetched when asked for."""

    def __init__(self, *, first: date, last: date, slots: Slots, slot: str = "") -> None:
        self.first, self.last = first, last
        self.slots, self.slot = slots, slot
        self.step = Step.for_days(first, last)

    @cached_property
    def counted(self) -> Counted:
        """Between which days figures exist at all."""
        found = CountedDay.objects.aggregate(
            first=Min("day"), last=Max("day"), at=Max("counted_at")
        )
        return Counted(**found)

    @cached_property
    def totals(self) -> dict[Measure, Total]:
        """The number of the whole period for each measure."""
        return {
            measure: Total(measure, self._value(measure), self._before(measure))
            for measure in {*FLOWS, *STOCKS}
        }

    @property
    def tiles(self) -> list[Total]:
        """The totals that the page opens with."""
        return [self.totals[measure] for measure in TILES]

    @cached_property
    def charts(self) -> dict[Measure, Chart]:
        """One chart for each measure that is shown over time."""
        return {measure: self._chart(measure) for measure in CHARTED}

    @cached_property
    def by_group(self) -> list[tuple[Slot, int]]:
        """The members at the end of the period, by slot."""
        latest = self._stocks[Measure.MEMBERS][self._last_day]
        return [(slot, latest[slot.code]) for slot in self.shown_slots]

    @property
    def shown_slots(self) -> list[Slot]:
        """The slots that the filter leaves."""
        return [slot for slot in self.slots.all if self.slot in {"", slot.code}]

    @cached_property
    def lists(self) -> dict[Measure, list[Answer]]:
        """The pages and documents that were asked for most."""
        most = sorted(self._answers[Question.MOST], key=lambda one: (-one.number, one.subject))
        return {measure: [one for one in most if one.measure == measure] for measure in LISTED}

    @property
    def left_out(self) -> int:
        """How many requests of the period came from machines and were not counted."""
        return sum(one.number for one in self._answers[Question.ROBOTS])

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(total.value for total in self.totals.values())

    def reads_of_months(self) -> tuple[date, int, int] | None:
        """Return the last whole month of the period, its page reads, and those of the one before.

        None when the period holds no two whole months that were counted.
        """
        month = Step.MONTH.before(self.last + ONE_DAY)
        earlier = Step.MONTH.before(month)
        since = self.counted.first
        if self.step is not Step.MONTH or earlier < self.first or since is None or since > earlier:
            return None
        reads = self._flows[Measure.PAGE_READS]
        return month, reads[month].total(), reads[earlier].total()

    def _value(self, measure: Measure) -> int:
        if measure.is_stock:
            return self._stocks[measure][self._last_day].total()
        return sum(values.total() for values in self._flows[measure].values())

    def _before(self, measure: Measure) -> int | None:
        """Return what a measure was in the span before, if that was counted whole."""
        first, last = self._span.before
        needed = last if measure.is_stock else first
        if self.counted.first is None or self.counted.first > needed:
            return None
        if measure.is_stock:
            return self._stocks[measure][last].total()
        return sum(one.number for one in self._answers[Question.BEFORE] if one.measure == measure)

    def _chart(self, measure: Measure) -> Chart:
        columns = [
            Column(
                *self._names(begin),
                self._stocks[measure][end] if measure.is_stock else self._flows[measure][begin],
            )
            for begin, end in self._ends
        ]
        return stack(columns, self.shown_slots)

    def _names(self, begin: date) -> tuple[str, str]:
        """Return the short and the full name of a step."""
        if self.step is Step.MONTH:
            return date_format(begin, "M"), date_format(begin, "F Y")
        name = _("Week of %(day)s") % {"day": date_format(begin, "j F Y")}
        return date_format(begin, "j M"), name

    @cached_property
    def _ends(self) -> list[tuple[date, date]]:
        """Beginning and last counted day of each step."""
        latest = min(self.last, self.counted.last or self.last)
        return [(begin, min(end, latest)) for begin, end in self.step.spans(self.first, self.last)]

    @property
    def _last_day(self) -> date:
        return self._ends[-1][1]

    @cached_property
    def _span(self) -> Span:
        groups = self.slots.members_of(self.slot) if self.slot else None
        return Span(self.first, self.last, self.step, groups)

    @cached_property
    def _answers(self) -> Answers:
        days = {end for _begin, end in self._ends} | {self._span.before[1]}
        return ask(self._span, stock_days=days)

    @cached_property
    def _flows(self) -> defaultdict[str, Steps]:
        return self._by_slot(Question.FLOW)

    @cached_property
    def _stocks(self) -> defaultdict[str, Steps]:
        return self._by_slot(Question.STOCK)

    def _by_slot(self, question: Question) -> defaultdict[str, Steps]:
        values: defaultdict[str, Steps] = defaultdict(lambda: defaultdict(Counter))
        for one in self._answers[question]:
            values[one.measure][one.step][self.slots.of(one.group_id)] += one.number
        return values
