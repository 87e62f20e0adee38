"""A map of Europe in tiles, one for each country, drawn here without anybody's data.

Each country has one square near to where it lies, so that Malta is as easy to see as France. The
table beside it says the same in words and has every country of the world.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Column by column from the west, row by row from the north.
TILES: Final = """
IS .. .. .. NO SE FI .. ..
.. .. .. .. .. .. EE .. ..
.. GB .. DK .. .. LV .. ..
IE .. NL DE PL .. LT BY RU
.. BE LU AT CZ SK UA .. ..
PT FR CH LI SI HU MD .. ..
ES MC IT SM HR RS RO GE AZ
AD .. VA BA ME XK BG TR AM
.. .. MT .. AL MK GR CY IL
"""
STEP: Final = 52
SIDE: Final = 48
SHADES: Final = 4


@dataclass(frozen=True)
class Tile:
    """One country: its square, how many are found there, and how dark it is, from 0 to 4."""

    code: str
    label: str
    x: int
    y: int
    count: int
    shade: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where the letters stand."""
        return self.x + SIDE // 2, self.y + SIDE // 2


@dataclass(frozen=True)
class CountryMap:
    """The tiles, and the size of the drawing."""

    tiles: list[Tile]
    width: int
    height: int
    steps: list[tuple[int, int]]  # a shade, and the smallest number that has it


def draw(counts: Mapping[str, int], labels: Mapping[str, str]) -> CountryMap:
    """Return the map of these counts; each shade holds three times as many as the one before."""
    rows = [line.split() for line in TILES.split("\n") if line.strip()]
    most = max(counts.values(), default=0)
    tiles = [
        Tile(
            code=code,
            label=labels[code],
            x=column * STEP,
            y=row * STEP,
            count=counts.get(code, 0),
            shade=shade_of(counts.get(code, 0), most),
        )
        for row, codes in enumerate(rows)
        for column, code in enumerate(codes)
        if code in labels
    ]
    starts = [_start(shade, most) for shade in range(1, SHADES + 1)]
    steps = [
        (shade, start)
        for shade, start in enumerate(starts, 1)
        if start <= most and (shade == SHADES or start != starts[shade])
    ]
    return CountryMap(
        tiles=tiles,
        width=max(len(codes) for codes in rows) * STEP,
        height=len(rows) * STEP,
        steps=steps,
    )


def shade_of(count: int, most: int) -> int:
    """Return how dark a country is: 0 for none, 4 for those nearest to the most."""
    if not count:
        return 0
    return max(shade for shade in range(1, SHADES + 1) if count >= _start(shade, most))


def _start(shade: int, most: int) -> int:
    """Return the smallest number that has a shade: each is a third of the next one's."""
    return max(1, -(-most // 3 ** (SHADES - shade + 1))) if shade > 1 else 1
