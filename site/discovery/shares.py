"""The picture beside a shared link: its name, and the drawing of which it is made."""

import hashlib
import re
from functools import cache
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from pages.covers import cover_svg

WIDTH: Final = 1200
HEIGHT: Final = 630
FOLDER: Final = "share"
DEFAULT: Final = "img/share.png"
STYLE: Final = "css/components/cover.css"

RULE: Final = re.compile(r"\.drawn(?:\.(\w+))? ?\{([^}]*)\}")
VALUE: Final = re.compile(r"--(k\w): (?:light-dark\((#\w+),[^)]*\)|(#\w+));")
# Which of the palette's colours a class is drawn in, as in cover.css.
FILLS: Final = {"g": "k0", "s": "k1", "fa": "k2", "fb": "k3", "fc": "k4", "d": "kt"}
STROKES: Final = {"a": "k2", "b": "k3", "c": "k4", "k": "k0", "t": "kt"}


def share_name(page: Any) -> str:
    """Return the name of a page's picture: another one as soon as another picture is due."""
    cover = getattr(page, "cover_id", None)
    facts = (page.title, getattr(page, "kind", "page"), getattr(page, "cover_key", ""), str(cover))
    digest = hashlib.sha256("\x1f".join(facts).encode("utf-8", "replace")).hexdigest()[:12]
    return f"{page.pk}-{digest}.{'jpg' if cover else 'png'}"


def share_address(page: Any | None) -> str:
    """Return the path of a page's picture, or of the site's own; it asks nobody.

    Until a worker has made the picture, its address leads to the site's own.
    """
    if page is None or not page.pk or not hasattr(page, "cover_key"):
        return static(DEFAULT)
    return reverse("discovery_machines:share", args=(share_name(page),))


def drawing_of(page: Any) -> str:
    """Return the cover drawn from a page's words as an SVG that needs no style sheet.

    A light ground: the picture stands on other people's pages.
    """
    drawn = cover_svg(page.cover_key, kind=page.kind, title=page.title)
    found = re.match(r'<svg class="cover drawn (\w+)" viewBox="([\d ]+)"', drawn)
    if found is None:
        message = "A cover begins with its palette and its size."
        raise ValueError(message)
    left, top, width, height = map(int, found[2].split())
    # The drawing is 3:2; the picture shows its middle.
    shown = width * HEIGHT // WIDTH
    box = f"{left} {top + (height - shown) // 2} {width} {shown}"
    inside = drawn[drawn.index(">") + 1 :]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{WIDTH}" '
        f'height="{HEIGHT}"><style>{style_of(found[1])}</style>{inside}'
    )


def style_of(palette: str) -> str:
    """Return the rules that colour a drawing in one palette, in light."""
    colours = palettes()["ink"] | palettes().get(palette, {})
    rules = ["path{fill:none}"]
    rules += [f".{css}{{fill:{colours[name]}}}" for css, name in FILLS.items()]
    rules += [f".{css}{{stroke:{colours[name]}}}" for css, name in STROKES.items()]
    return "".join([*rules, ".t{stroke-linejoin:round}"])


@cache
def palettes() -> dict[str, dict[str, str]]:
    """Return the light colours of each palette, read from the site's own style sheet."""
    path = str(finders.find(STYLE))
    with open(path, encoding="utf-8") as sheet:  # noqa: PTH123 - finders give strings
        rules = RULE.findall(sheet.read())
    found: dict[str, dict[str, str]] = {}
    for name, body in rules:
        colours = {key: light or plain for key, light, plain in VALUE.findall(body)}
        if colours:
            found.setdefault(name or "ink", {}).update(colours)
    return found
