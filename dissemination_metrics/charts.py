"""Geometry of bars and ring; style sheets colour them, HTML labels them, a table repeats them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from dissemination_metrics.groups import Slot

HEIGHT: Final = 100  # units of the drawing, stretched to any size
STEP: Final = 10  # width that each bar has for itself
BAR: Final = 7.4
ROUND_NUMBERS: Final = (1, 2, 3, 5)
RING: Final = 100  # the whole way round
GAP: Final = 1.2  # between two arcs


@dataclass(frozen=True)
class Segment:
    """The part of a bar that belongs to one group."""

    slot: Slot
    value: int
    y: float
    height: float


@dataclass(frozen=True)
class Bar:
    """What was counted in one step of time."""

    label: str
    name: str  # the label in full, for the table
    total: int
    x: float
    segments: tuple[Segment, ...]
    values: tuple[int, ...]  # by slot, in the order of the table's columns


@dataclass(frozen=True)
class Chart:
    """Bars side by side under one scale that begins at 0."""

    slots: tuple[Slot, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[int, ...]  # from the top down
    totals: tuple[int, ...]  # by slot

    @property
    def view_box(self) -> str:
        """The drawing's own measure; its proportions do not matter."""
        return f"0 0 {STEP * len(self.bars)} {HEIGHT}"

    @property
    def bar_width(self) -> float:
        """How wide each bar is."""
        return BAR

    @property
    def used(self) -> list[Slot]:
        """The groups that occur at all, for the key."""
        return [slot for slot, total in zip(self.slots, self.totals, strict=True) if total]


@dataclass(frozen=True)
class Column:
    """What goes into one bar."""

    label: str
    name: str
    values: Mapping[str, int]  # by the code of a slot


def stack(columns: Sequence[Column], slots: Sequence[Slot]) -> Chart:
    """Return a chart of columns; their order and that of the slots is kept."""
    top = scale_for(max((sum(column.values.values()) for column in columns), default=0))
    bars = tuple(_bar(index, column, slots, top) for index, column in enumerate(columns))
    return Chart(
        slots=tuple(slots),
        bars=bars,
        ticks=(top, top // 2, 0),
        totals=tuple(sum(bar.values[index] for bar in bars) for index in range(len(slots))),
    )


def scale_for(highest: int) -> int:
    """Return an even round number that is not below the highest bar."""
    for power in count():
        for number in ROUND_NUMBERS:
            if 2 * number * 10**power >= highest:
                return int(2 * number * 10**power)
    raise AssertionError


def _bar(index: int, column: Column, slots: Sequence[Slot], top: int) -> Bar:
    values = tuple(column.values.get(slot.code, 0) for slot in slots)
    segments, reached = [], 0
    for slot, value in zip(slots, values, strict=True):
        if value:
            reached += value
            height = value * HEIGHT / top
            y = HEIGHT - reached * HEIGHT / top
            segments.append(Segment(slot, value, round(y, 2), round(height, 2)))
    return Bar(
        label=column.label,
        name=column.name,
        total=reached,
        x=round(index * STEP + (STEP - BAR) / 2, 2),
        segments=tuple(segments),
        values=values,
    )


@dataclass(frozen=True)
class Arc:
    """The part of a ring that belongs to one group, measured in percent of the way round."""

    slot: Slot
    value: int
    length: float
    offset: float

    @property
    def dashes(self) -> str:
        """The arc and the rest of the ring, as a pattern of dashes."""
        return f"{self.length} {RING - self.length}"


def ring(values: Sequence[tuple[Slot, int]]) -> tuple[Arc, ...]:
    """Return the arcs of a ring that is open between any two groups; none when nothing is there."""
    shown = [(slot, value) for slot, value in values if value]
    total = sum(value for _slot, value in shown)
    gap = GAP if len(shown) > 1 else 0
    arcs, reached = [], 0.0
    for slot, value in shown:
        share = value * RING / total
        length = max(share - gap, gap / 2)
        arcs.append(Arc(slot, value, round(length, 2), round(-reached, 2)))
        reached += share
    return tuple(arcs)
