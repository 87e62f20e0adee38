"""What a first view loads: little, even with an empty cache."""

import gzip
import re
from functools import cache

from django.contrib.staticfiles import finders

from tests.crawl.walk import Visit, internal

FIRST_VIEW = 150_000  # bytes, compressed, fonts included
STYLES = 30_000
SCRIPTS = 15_000


@cache
def weight(path: str) -> int:
    """Return the bytes that a static file costs on the wire."""
    found = finders.find(path.removeprefix("/static/").split("?")[0])
    assert isinstance(found, str), path
    with open(found, "rb") as stream:  # noqa: PTH123  finders give strings
        data = stream.read()
    return len(data) if path.endswith((".woff2", ".png", ".avif")) else len(gzip.compress(data, 6))


@cache
def imports(path: str) -> frozenset[str]:
    """Return a module and all modules that it loads at once."""
    found = finders.find(path.removeprefix("/static/"))
    with open(str(found), encoding="utf-8") as stream:  # noqa: PTH123  finders give strings
        names = re.findall(r"""^import [^;]*?["'](\.[^"']+)["']""", stream.read(), re.MULTILINE)
    below = [imports(link) for link, _ in internal(path, names)]
    return frozenset({path}).union(*below)


def parts(page: Visit) -> tuple[set[str], set[str], set[str]]:
    """Return the addresses of a page's style sheets, scripts, and fonts with icons."""
    by_kind: dict[str, set[str]] = {"stylesheet": set(), "preload": set(), "icon": set()}
    for href, relation in page.facts.links:
        for kind in relation & set(by_kind):
            by_kind[kind].add(href)
    if page.facts.is_slanted:
        by_kind["preload"].add("/static/fonts/literata-latin-italic.woff2")
    scripts = set(page.facts.scripts)
    loaded = set().union(*(imports(path) for path in scripts)) if scripts else set()
    return by_kind["stylesheet"], loaded, by_kind["preload"] | by_kind["icon"]
