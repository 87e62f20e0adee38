"""What the dashboard shows, put together from the figures by a handful of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from django.db.models import Max, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth, TruncWeek
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dissemination_metrics.charts import Chart, Column, stack
from dissemination_metrics.days import ONE_DAY
from dissemination_metrics.groups import Slot, Slots
from dissemination_metrics.models import CountedDay, Figure, LeftOut, Measure
from dissemination_metrics.periods import Step

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
STOCKS: Final = (Measure.MEMBERS, Measure.SUBSCRIBERS)
FLOWS: Final = tuple(measure for measure in Measure if not measure.is_stock)
LISTED: Final = (Measure.PAGE_READS, Measure.DOWNLOADS)
LIST_LENGTH: Final = 10


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
class Listed:
    """One page or document and how often it was asked for."""

    subject: str
    label: str
    value: int


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
        before = self._flows_before
        flows = {
            measure: Total(
                measure, sum(values.total() for values in steps.values()), before[measure]
            )
            for measure, steps in self._flows.items()
        }
        return flows | {
            measure: Total(
                measure,
                steps[self._ends[-1][1]].total(),
                steps[self._day_before].total() if self._is_counted_before else None,
            )
            for measure, steps in self._stocks.items()
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
        latest = self._stocks[Measure.MEMBERS][self._ends[-1][1]]
        return [(slot, latest[slot.code]) for slot in self.shown_slots]

    @property
    def shown_slots(self) -> list[Slot]:
        """The slots that the filter leaves."""
        return [slot for slot in self.slots.all if self.slot in {"", slot.code}]

    @cached_property
    def lists(self) -> dict[Measure, list[Listed]]:
        """The pages and documents that were asked for most."""
        found = (
            self._figures(self.first, self.last)
            .filter(measure__in=LISTED)
            .values_list("measure", "subject")
            .annotate(number=Sum("value"), name=Max("label"))
            .order_by("-number", "subject")
        )
        lists: dict[Measure, list[Listed]] = {measure: [] for measure in LISTED}
        for measure, subject, number, name in found:
            if len(lists[Measure(measure)]) < LIST_LENGTH:
                lists[Measure(measure)].append(Listed(subject, name, number))
        return lists

    @cached_property
    def left_out(self) -> int:
        """How many requests of the period came from machines and were not counted."""
        robots = LeftOut.objects.filter(
            day__range=(self.first, self.last), reason=LeftOut.Reason.ROBOT
        )
        return robots.aggregate(all=Sum("number"))["all"] or 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(total.value for total in self.totals.values())

    def reads_of_months(self) -> tuple[date, int, int] | None:
        """Return the last whole month of the period, its page reads, and those of the one before.

        None when the period holds no two whole months that were counted.
        """
        last = Step.MONTH.beginning(self.last + ONE_DAY)
        month = Step.MONTH.beginning(last - ONE_DAY)
        earlier = Step.MONTH.beginning(month - ONE_DAY)
        start = self.counted.first
        if self.step is not Step.MONTH or earlier < self.first or start is None or start > earlier:
            return None
        reads = self._flows[Measure.PAGE_READS]
        return month, reads[month].total(), reads[earlier].total()

    def _chart(self, measure: Measure) -> Chart:
        steps = self._stocks[measure] if measure.is_stock else self._flows[measure]
        columns = [
            Column(*self._names(begin), steps[end if measure.is_stock else begin])
            for begin, end in self._ends
        ]
        return stack(columns, self.shown_slots)

    def _names(self, begin: date) -> tuple[str, str]:
        """Return the short and the full name of a step."""
        if self.step is Step.MONTH:
            return date_format(begin, "M"), date_format(begin, "F Y")
        return date_format(begin, "j M"), _("Week of %(day)s") % {
            "day": date_format(begin, "j F Y")
        }

    @cached_property
    def _ends(self) -> list[tuple[date, date]]:
        """Beginning and last counted day of each step."""
        latest = min(self.last, self.counted.last or self.last)
        return [(begin, min(end, latest)) for begin, end in self.step.spans(self.first, self.last)]

    @property
    def _day_before(self) -> date:
        return self.first - ONE_DAY

    @property
    def _is_counted_before(self) -> bool:
        return self.counted.first is not None and self.counted.first <= self._day_before

    def _figures(self, first: date, last: date) -> QuerySet[Figure]:
        figures = Figure.objects.filter(day__range=(first, last)).order_by()
        if not self.slot:
            return figures
        groups = self.slots.members_of(self.slot)
        unknown = Q(group=None) if None in groups else Q()
        return figures.filter(Q(group__in=[one for one in groups if one]) | unknown)

    @cached_property
    def _flows(self) -> dict[Measure, defaultdict[date, Counter[str]]]:
        truncate = TruncMonth if self.step is Step.MONTH else TruncWeek
        found = (
            self._figures(self.first, self.last)
            .filter(measure__in=FLOWS)
            .annotate(step=truncate("day"))
            .values_list("measure", "step", "group")
            .annotate(number=Sum("value"))
        )
        return self._sorted(FLOWS, found)

    @cached_property
    def _stocks(self) -> dict[Measure, defaultdict[date, Counter[str]]]:
        days = {end for _begin, end in self._ends} | {self._day_before}
        found = (
            self._figures(self._day_before, self.last)
            .filter(measure__in=STOCKS, day__in=days)
            .values_list("measure", "day", "group", "value")
        )
        return self._sorted(STOCKS, found)

    @cached_property
    def _flows_before(self) -> dict[Measure, int | None]:
        """What the flows were in the period of equal length before, if it was counted whole."""
        first = self.first - (self.last - self.first) - ONE_DAY
        if self.counted.first is None or self.counted.first > first:
            return dict.fromkeys(FLOWS)
        found = (
            self._figures(first, self._day_before)
            .filter(measure__in=FLOWS)
            .values_list("measure")
            .annotate(Sum("value"))
        )
        return dict.fromkeys(FLOWS, 0) | {Measure(name): number for name, number in found}

    def _sorted(
        self, measures: tuple[Measure, ...], found: Any
    ) -> dict[Measure, defaultdict[date, Counter[str]]]:
        values: dict[Measure, defaultdict[date, Counter[str]]] = {
            measure: defaultdict(Counter) for measure in measures
        }
        for measure, day, group_id, number in found:
            values[Measure(measure)][day][self.slots.of(group_id)] += number
        return values
