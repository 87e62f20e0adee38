"""Draws numbers as bars or lines, as SVG without any style of its own: chart.css colours it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10
from typing import Final

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Number = Decimal | int | float
TINTS: Final = ("industry", "policy", "academia")
WIDTH: Final = 640
BAR: Final = 18
ROW_GAP: Final = 22
LABEL: Final = 20
PLOT_HEIGHT: Final = 240
MARGIN: Final = 48


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Names and the numbers of one to three series, each with its own name."""

    kind: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Number | None, ...]], ...]


def chart_svg(chart: Chart) -> SafeString:
    """Return the drawing; empty without numbers. The table beside it says the same in words."""
    if not chart.labels or not chart.series:
        return SafeString("")
    return _lines(chart) if chart.kind == "line" else _bars(chart)


def _value(number: Number | None) -> float:
    return float(number or 0)


def _all(chart: Chart) -> list[float]:
    return [_value(number) for _name, numbers in chart.series for number in numbers]


def _frame(height: float, content: SafeString) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>',
        WIDTH,
        round(height),
        content,
    )


def _bars(chart: Chart) -> SafeString:
    """Return a group of lying bars for each name; what is below zero goes to the left."""
    low, high = min(0.0, *_all(chart)), max(0.0, *_all(chart))
    span = (high - low) or 1.0
    room = WIDTH - 2 * MARGIN
    zero = MARGIN * (low < 0) + -low / span * room
    group = LABEL + BAR * len(chart.series) + ROW_GAP
    parts = []
    for row, label in enumerate(chart.labels):
        top = row * group
        parts.append(_text(0, top + LABEL - 6, label))
        for place, (_name, numbers) in enumerate(chart.series):
            y = top + LABEL + place * BAR
            parts.append(_bar(zero, y, _value(numbers[row]) / span * room, numbers[row], place))
    return _frame(group * len(chart.labels) - ROW_GAP, format_html_join("", "{}", _wrap(parts)))


def _bar(zero: float, y: float, length: float, number: Number | None, place: int) -> SafeString:
    width = max(abs(length), 1.0)
    x = zero if length >= 0 else zero - width
    said = format_html(
        '<text class="strong" x="{}" y="{}">{}</text>',
        round(max(zero, x + width) + 6, 1),
        y + BAR - 5,
        _said(number),
    )
    return format_html(
        '<rect class="bar {}" x="{}" y="{}" width="{}" height="{}"/>{}',
        TINTS[place % len(TINTS)],
        round(x, 1),
        y,
        round(width, 1),
        BAR - 3,
        said,
    )


def _lines(chart: Chart) -> SafeString:
    """Return a line for each series over the names, on a grid that begins at zero or below."""
    low, high = _ends(_all(chart))
    step = (WIDTH - 2 * MARGIN) / max(len(chart.labels) - 1, 1)

    def y(number: Number | None) -> float:
        return round(PLOT_HEIGHT - (_value(number) - low) / (high - low) * (PLOT_HEIGHT - 24), 1)

    parts = [_grid(value, y(value)) for value in (low, (low + high) / 2, high)]
    for place, label in enumerate(chart.labels):
        parts.append(_text(MARGIN + place * step, PLOT_HEIGHT + 24, label, anchor="middle"))
    for place, (_name, numbers) in enumerate(chart.series):
        points = [(round(MARGIN + at * step, 1), y(number)) for at, number in enumerate(numbers)]
        parts.append(_curve(points, place))
    return _frame(PLOT_HEIGHT + 32, format_html_join("", "{}", _wrap(parts)))


def _ends(numbers: Sequence[float]) -> tuple[float, float]:
    """Return round numbers at or beyond the least (at most zero) and the greatest."""
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    size = max(high - low, 1e-9)
    unit = 10.0 ** floor(log10(size))
    unit = unit if size / unit >= 2 else unit / 5
    return floor(low / unit) * unit, max(ceil(high / unit) * unit, unit)


def _grid(value: float, y: float) -> SafeString:
    return format_html(
        '<path class="grid" d="M{} {}H{}"/><text x="0" y="{}">{}</text>',
        MARGIN - 8,
        y,
        WIDTH,
        y - 4,
        _said(value),
    )


def _curve(points: list[tuple[float, float]], place: int) -> SafeString:
    """Return a line with a dot on each point; the last dot is large."""
    shape = "M" + "L".join(f"{x} {y}" for x, y in points)
    x, y = points[-1]
    return format_html(
        '<g class="{} series-{}"><path class="curve" d="{}"/>'
        '<circle class="end" cx="{}" cy="{}" r="6"/></g>',
        TINTS[place % len(TINTS)],
        place + 1,
        shape,
        x,
        y,
    )


def _text(x: float, y: float, words: str, anchor: str = "start") -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}">{}</text>', round(x, 1), round(y, 1), anchor, words
    )


def _said(number: Number | None) -> str:
    """Return a number as it is written here, without zeros that mean nothing."""
    value = Decimal(str(number or 0))
    shortest = format(value.normalize(), "f")
    places = len(shortest.partition(".")[2])
    return str(number_format(value, decimal_pos=min(places, 2), use_l10n=True))


def _wrap(parts: list[SafeString]) -> list[tuple[SafeString]]:
    return [(part,) for part in parts]
