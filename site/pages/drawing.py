"""The few strokes of which every cover is made: a ring with a gap, a line, a disc, a ground."""

from dataclasses import dataclass
from math import cos, radians, sin


@dataclass(frozen=True)
class Canvas:
    """A surface in user units, and the words from which the picture is drawn."""

    width: int
    height: int
    words: tuple[str, ...]


def point(x: float, y: float, radius: float, turn: float) -> str:
    """Return "x y" at `radius` from the centre, `turn` degrees clockwise from the right."""
    angle = radians(turn)
    return f"{x + radius * cos(angle):.1f} {y + radius * sin(angle):.1f}"


def ring(
    css: str, x: float, y: float, radius: float, *, at: float, gap: float, stroke: float
) -> str:
    """Return a ring that stands open by `gap` degrees towards `at`; without a gap it is closed."""
    half = max(gap, 0.1) / 2
    start, end = point(x, y, radius, at + half), point(x, y, radius, at - half)
    large = 1 if gap < 180 else 0
    shape = f"M{start}A{radius:.1f} {radius:.1f} 0 {large} 1 {end}"
    return f'<path class="{css}" stroke-width="{stroke:.0f}" d="{shape}"/>'


def arc(x: float, y: float, radius: float, start: float, end: float) -> str:
    """Return the rest of a path: along the circle to `end`, by the shorter way."""
    sweep = 1 if (end - start) % 360 <= 180 else 0
    return f"A{radius:.1f} {radius:.1f} 0 0 {sweep} {point(x, y, radius, end)}"


def line(css: str, x1: float, y1: float, x2: float, y2: float, *, stroke: float) -> str:
    """Return a straight line."""
    shape = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
    return f'<path class="{css}" stroke-width="{stroke:.0f}" d="{shape}"/>'


def disc(css: str, x: float, y: float, radius: float) -> str:
    """Return a filled circle."""
    return f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.0f}"/>'


def dome(css: str, x: float, y: float, radius: float) -> str:
    """Return a filled half circle standing on the line y."""
    shape = f"M{x - radius:.1f} {y:.1f}A{radius:.1f} {radius:.1f} 0 0 1 {x + radius:.1f} {y:.1f}Z"
    return f'<path class="{css}" d="{shape}"/>'


def rect(css: str, x: float, y: float, width: float, height: float) -> str:
    """Return a filled rectangle."""
    return f'<path class="{css}" d="M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"/>'
