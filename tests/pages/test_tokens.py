"""The colours: every pair that carries words can be read, in light and in dark."""

import math
import re

import pytest

from pages.css import SOURCES

TEXT = 4.5
EDGE = 3.0
WORDS = ["ink", "ink-soft", "accent-strong", "industry", "policy", "academia", "civil", "bad"]


def tokens(theme: int) -> dict[str, str]:
    """Return each colour token as written, for light (0) or dark (1)."""
    found = {}
    for name, value in re.findall(r"--([\w-]+): (.+?);", (SOURCES / "tokens.css").read_text()):
        pair = re.fullmatch(r"light-dark\((oklch\(.+?\)), (oklch\(.+?\))\)", value)
        found[name] = pair[theme + 1] if pair else value
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of an `oklch(L C H)` colour (CSS Color 4)."""
    lightness, chroma, hue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(part, 0), 1) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sand"])
@pytest.mark.parametrize("name", WORDS)
def test_words_can_be_read_on_every_ground(theme, ground, name):
    colours = tokens(theme)
    assert contrast(colours[name], colours[ground]) >= TEXT


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_a_button_can_be_read(theme):
    colours = tokens(theme)
    assert contrast(colours["on-accent"], colours["accent"]) >= TEXT
    assert contrast(colours["on-accent"], colours["accent-strong"]) >= TEXT


@pytest.mark.parametrize("name", ["ink", "ink-soft", "accent", "accent-strong"])
def test_words_of_the_dark_theme_can_be_read_on_a_night_band(name):
    colours = tokens(1)
    assert contrast(colours[name], colours["night"]) >= TEXT


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sand"])
def test_edges_of_fields_can_be_seen(theme, ground):
    colours = tokens(theme)
    assert contrast(colours["edge"], colours[ground]) >= EDGE


def test_the_measure_knows_black_from_white():
    assert contrast("oklch(1 0 0)", "oklch(0 0 0)") == pytest.approx(21, abs=0.1)
