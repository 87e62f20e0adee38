"""Nothing is wider than the screen, on a narrow one and with large text; nothing covers words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.test_axe import MEMBER, PUBLIC

# Width in pixels, size of the text in percent.
SCREENS = ((320, 100), (640, 200), (1280, 200))
DRAWN_FOR_DEVELOPERS = "/patterns/"
WIDER_BY = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""
WORDS_AND_RING = """() => {
    const art = document.querySelector(".hero-art"), ring = art.querySelector(".wall");
    const half = parseFloat(getComputedStyle(ring).strokeWidth) / 2 * art.getScreenCTM().a;
    const ends = [...document.querySelectorAll(".hero h1 span")].map((line) => {
        const words = document.createRange();
        words.selectNodeContents(line);
        return words.getBoundingClientRect().right;
    });
    return [Math.max(...ends), ring.getBoundingClientRect().left - half];
}"""


def too_wide(page: Page, paths: list[str]) -> list[str]:
    """Return the pages that scroll sideways, with the screen and by how many pixels."""
    found = []
    for path in paths:
        page.goto(path)
        for width, size in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
            if (by := page.evaluate(WIDER_BY)) > 0:
                found.append(f"{path} at {width} px with text at {size} %: {by} px")
    return found


def test_no_page_of_the_portal_scrolls_sideways(page: Page):
    assert too_wide(page, [path for path in PUBLIC if path != DRAWN_FOR_DEVELOPERS]) == []


def test_no_page_of_a_member_scrolls_sideways(page: Page, sign_in: Callable[[str], None]):
    sign_in("Bob Member")
    assert too_wide(page, MEMBER) == []


@pytest.mark.parametrize("width", [1088, 1280, 1440, 1920])
def test_the_ring_stands_clear_of_the_words_beside_it(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    words_end, ring_begins = page.evaluate(WORDS_AND_RING)
    assert words_end < ring_begins
