"""What axe finds on a page, on a phone and on a desk, in the light and in the dark."""

import zlib
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
PHONE, DESK = 390, 1280
# Each page is seen at both widths and in both schemes; half of the pages pair them the other way.
LOOKS = (((PHONE, "light"), (DESK, "dark")), ((PHONE, "dark"), (DESK, "light")))
# Colours that still change from one scheme to the other are those of neither.
SETTLED = """() => Promise.all(document.getAnimations()
    .filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => null)))"""


def faults(page: Page, *, within: str = "html") -> list[str]:
    """Return what axe finds on the page as it stands, in the looks that are its by its address."""
    page.evaluate(AXE.read_text())
    found = []
    for width, scheme in LOOKS[zlib.crc32(urlsplit(page.url).path.encode()) % 2]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(SETTLED)
        result = page.evaluate(
            "within => axe.run(within, {resultTypes: ['violations'], preload: false})", within
        )
        found += [
            f"{width} {scheme} {rule['id']}: {node['html'][:160]} {node['failureSummary']}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
    return found
