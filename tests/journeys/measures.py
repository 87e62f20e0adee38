"""What axe finds on a page, on a phone and on a desk, in the light and in the dark."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
# Colours that still change from one scheme to the other are those of neither.
SETTLED = """() => Promise.all(document.getAnimations()
    .filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => null)))"""


def faults(page: Page, *, within: str = "html") -> list[str]:
    """Return what axe finds on the page as it stands, at every width and in both schemes."""
    page.evaluate(AXE.read_text())
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
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
