"""Covers drawn from the motif and from a page's own words, for pages that have no picture."""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pages.drawing import Canvas, arc, disc, dome, line, point, rect, ring

T = TypeVar("T")

SIZES: Final = {"card": (1200, 800), "wide": (1680, 720)}
PALETTES: Final = ("ink", "sand", "sky", "blue", "plum", "ochre", "moss")


class Dice:
    """Throws that are always the same for the same words."""

    def __init__(self, *words: str) -> None:
        self._words = "\x1f".join(words).encode()
        self._throws = 0

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        self._throws += 1
        key = self._throws.to_bytes(4, "big")
        digest = hashlib.blake2b(self._words, digest_size=8, key=key).digest()
        return low + int.from_bytes(digest, "big") % (high - low + 1)

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.between(0, len(options) - 1)]


def turn_of(word: str) -> int:
    """Return the direction in degrees to which a word opens its ring."""
    return sum((place + 1) * ord(letter) for place, letter in enumerate(word.casefold())) * 7 % 360


@lru_cache(maxsize=2000)
def cover_svg(key: str, *, kind: str, title: str, shape: str = "card") -> SafeString:
    """Return an inline SVG, always the same for the same key, kind and title.

    The colours are classes that cover.css sets for light and dark. The number of words, their
    lengths and their letters decide how many rings there are and to which side they open. A key
    that is a number (the id of a page) counts through the compositions, so that pages made one
    after the other never look alike.
    `shape` is "card" (3:2) or "wide" (21:9). Raises KeyError for another shape.
    """
    dice = Dice(kind, key)
    # 7 palettes and 11 compositions: 77 pages in a row before one looks like another.
    number = int(key) if key.isdecimal() else dice.between(0, 10_000)
    palette, compose = PALETTES[number % len(PALETTES)], COMPOSITIONS[number % len(COMPOSITIONS)]
    width, height = SIZES[shape]
    canvas = Canvas(width, height, tuple((title or key).split()) or ("open",))
    # Only numbers that were computed here and our own class names: nothing a person typed.
    drawing = mark_safe(compose(canvas, dice))
    return format_html(
        '<svg class="{} drawn {}" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice"'
        ' aria-hidden="true"><path class="g" d="M0 0H{}V{}H0Z"/>{}</svg>',
        "wide-cover" if shape == "wide" else "cover",
        palette,
        width,
        height,
        width,
        height,
        drawing,
    )


def threshold(canvas: Canvas, dice: Dice) -> str:
    """Return one great ring on a horizon; its line walks out of the picture."""
    x = canvas.width * dice.between(42, 58) / 100
    y = canvas.height * dice.between(46, 58) / 100
    radius = canvas.height * 0.4
    out = dice.pick((0, 180))
    end = canvas.width if out == 0 else 0
    return (
        rect("s", 0, y, canvas.width, canvas.height - y)
        + ring("c", x, y, radius, at=out, gap=34, stroke=118)
        + line("t", x, y, end, y, stroke=26)
        + disc("d", x, y, 44)
    )


def maze(canvas: Canvas, dice: Dice) -> str:
    """Return one ring a word, each open where the word points; the line finds its way out."""
    x, y = canvas.width * dice.between(44, 56) / 100, canvas.height / 2
    turns = [turn_of(word) for word in canvas.words][:5]
    while len(turns) < 4:
        turns.append((turns[-1] + 137) % 360)
    step = canvas.height * 0.43 / len(turns)
    rings, path = "", f"M{x:.0f} {y:.0f}"
    for place, turn in enumerate(turns):
        radius = step * (place + 1)
        rings += ring("a", x, y, radius, at=turn, gap=round(2600 / radius), stroke=22)
        outside = radius + (step / 2 if place + 1 < len(turns) else canvas.width)
        path += "L" + point(x, y, outside, turn)
        if place + 1 < len(turns):
            path += arc(x, y, outside, turn, turns[place + 1])
    way = f'<path class="t" stroke-width="12" d="{path}"/>'
    return rings + way + disc("d", x, y, 26)


def handover(canvas: Canvas, dice: Dice) -> str:
    """Return two rings, gap to gap, and one line between their hearts."""
    y = canvas.height / 2
    apart = canvas.height * 0.34
    left, right = canvas.width / 2 - apart, canvas.width / 2 + apart
    first, second = dice.pick((("c", "b"), ("b", "c"), ("a", "c")))
    radius = canvas.height * 0.285
    return (
        rect("s", canvas.width / 2, 0, canvas.width / 2, canvas.height)
        + ring(first, left, y, radius, at=0, gap=38, stroke=84)
        + ring(second, right, y, radius, at=180, gap=38, stroke=84)
        + line("t", left, y, right, y, stroke=20)
        + disc("d", left, y, 40)
        + disc("d", right, y, 40)
    )


def field(canvas: Canvas, dice: Dice) -> str:
    """Return many small rings, one a letter; one of them has found the way out."""
    letters = "".join(canvas.words)
    across, down = canvas.width // 200, round(canvas.height / 200)
    row, column = dice.between(1, down - 2), dice.between(1, across - 3)
    drawn, pitch = "", canvas.height / down
    for place in range(across * down):
        above, beside = divmod(place, across)
        if above == row and beside >= column:
            continue
        at = ord(letters[place % len(letters)]) % 4 * 90
        drawn += ring("a", beside * 200 + 100, (above + 0.5) * pitch, 60, at=at, gap=58, stroke=30)
    x, y = column * 200 + 100, (row + 0.5) * pitch
    return (
        drawn
        + ring("t", x, y, 60, at=0, gap=58, stroke=30)
        + line("t", x, y, canvas.width, y, stroke=12)
        + disc("d", x, y, 18)
    )


def arches(canvas: Canvas, dice: Dice) -> str:
    """Return a gate within a gate, standing on the line."""
    x, ground = canvas.width * dice.between(40, 60) / 100, canvas.height * 0.8
    order = dice.pick((("s", "fa", "fb", "fc", "g"), ("s", "fb", "fa", "fc", "g")))
    radii = [canvas.height * (0.13 + 0.125 * step) for step in range(5, 0, -1)]
    drawn = "".join(dome(name, x, ground, r) for name, r in zip(order, radii, strict=True))
    return drawn + line("t", 0, ground, canvas.width, ground, stroke=16) + disc("d", x, ground, 36)


def sieve(canvas: Canvas, dice: Dice) -> str:
    """Return many lines that end at the wall of a ring; one passes."""
    x = canvas.width * dice.between(60, 70) / 100
    y, radius, drawn = canvas.height / 2, canvas.height * 0.36, ""
    for place in range(1, 18):
        height = canvas.height * place / 18
        reach = radius + 30 + abs(height - y) * 0.1
        inside = reach**2 - (height - y) ** 2
        end = x - inside**0.5 if inside > 0 else canvas.width
        if place != 9:
            drawn += line("a" if place % 2 else "b", 0, height, end, height, stroke=6)
    return (
        drawn
        + ring("c", x, y, radius, at=180, gap=18, stroke=64)
        + line("t", 0, y, x, y, stroke=14)
        + disc("d", x, y, 34)
    )


def cycle(canvas: Canvas, dice: Dice) -> str:
    """Return six rings, each unrolled into its line; one of them is lit."""
    x, y = canvas.width * 0.36, canvas.height * 0.47
    lit, drawn = dice.between(1, 6), ""
    for place in range(1, 7):
        radius = canvas.height * 0.068 * place
        css, stroke = ("t", 22) if place == lit else ("c" if place % 2 else "b", 12)
        shape = (
            f"M{x + radius:.0f} {y:.0f}A{radius:.0f} {radius:.0f} 0 1 0 {x:.0f} {y + radius:.0f}"
        )
        drawn += f'<path class="{css}" stroke-width="{stroke}" d="{shape}H{canvas.width}"/>'
    return drawn + disc("d", x, y, 22)


def relay(canvas: Canvas, dice: Dice) -> str:
    """Return rings in a row, one a word and as large as the word is long, on one line."""
    lengths = [min(max(len(word), 4), 11) for word in canvas.words][:6]
    while len(lengths) < 4:
        lengths.append(dice.between(4, 11))
    share = canvas.width * 0.9 / sum(lengths)
    y, x, drawn = canvas.height / 2, canvas.width * 0.05, ""
    for place, length in enumerate(lengths):
        outer = min(share * length / 2 - 8, canvas.height * 0.4)
        stroke = outer * 0.3
        radius = outer - stroke / 2
        css = ("c", "b", "a")[place % 3]
        x += share * length / 2
        for side in (90, 270):
            drawn += ring(css, x, y, radius, at=side + 180, gap=180 + 34, stroke=stroke)
        x += share * length / 2
    return drawn + line("t", 0, y, canvas.width, y, stroke=16)


def company(canvas: Canvas, dice: Dice) -> str:
    """Return a table: small rings around a large one, all open to the middle."""
    x, y = canvas.width / 2, canvas.height / 2
    seats = min(max(len(canvas.words), 5), 9)
    start, speaks = dice.between(0, 90), dice.between(0, seats - 1)
    far, small = canvas.height * 0.36, canvas.height * 0.085
    drawn = ring("a", x, y, far, at=0, gap=0, stroke=10)
    for seat in range(seats):
        turn = start + seat * 360 / seats
        here = [float(part) for part in point(x, y, far, turn).split()]
        css = "t" if seat == speaks else ("c", "b")[seat % 2]
        drawn += disc("g", here[0], here[1], small + 26)
        drawn += ring(css, here[0], here[1], small, at=turn + 180, gap=70, stroke=34)
        if seat == speaks:
            drawn += line("t", x, y, here[0], here[1], stroke=14)
    return drawn + disc("d", x, y, 40)


def tide(canvas: Canvas, dice: Dice) -> str:
    """Return rings that come in from a corner, cut by the way that leads out."""
    right = dice.pick((True, False))
    x = canvas.width * (0.94 if right else 0.06)
    y = canvas.height * 0.96
    out = dice.between(205, 230) if right else dice.between(310, 335)
    drawn = ""
    for place in range(1, 8):
        radius = canvas.height * 0.17 * place
        css = ("c", "b", "a")[place % 3]
        drawn += ring(css, x, y, radius, at=out, gap=round(6200 / radius), stroke=46)
    end = [float(part) for part in point(x, y, canvas.width * 1.2, out).split()]
    return drawn + line("t", x, y, end[0], end[1], stroke=16) + disc("d", x, y, 52)


def doorway(canvas: Canvas, dice: Dice) -> str:
    """Return two grounds with a ring across their border, each half in the other's colour."""
    x, y = canvas.width * dice.between(44, 56) / 100, canvas.height / 2
    radius = canvas.height * 0.3
    lower, upper = point(x, y, radius, 18), point(x, y, radius, -18)
    size = f"A{radius:.0f} {radius:.0f} 0 0 1 "
    top, bottom = f"{x:.0f} {y - radius:.0f}", f"{x:.0f} {y + radius:.0f}"
    left = f'<path class="c" stroke-width="96" d="M{bottom}{size}{top}"/>'
    right = f'<path class="k" stroke-width="96" d="M{top}{size}{upper}M{lower}{size}{bottom}"/>'
    return (
        rect("fb", x, 0, canvas.width - x, canvas.height)
        + left
        + right
        + line("t", x, y, canvas.width, y, stroke=22)
        + disc("d", x, y, 38)
    )


COMPOSITIONS: Final[tuple[Callable[[Canvas, Dice], str], ...]] = (
    threshold,
    maze,
    handover,
    field,
    arches,
    sieve,
    cycle,
    relay,
    company,
    tide,
    doorway,
)
