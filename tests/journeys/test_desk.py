"""The desk of an event: no fault by axe on any tab, nothing scrolls sideways, all are in sight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.measures import faults
from tests.journeys.test_reflow import too_wide

TO_COME = "/admin/registrations/events/"
OVER = f"{TO_COME}?past"
ALL = 15
# Event, list in which it stands, and the tabs that show something of their own there; none: all.
DESKS = [
    ("Build the toolbox", TO_COME, ()),
    ("Buyers meet makers", TO_COME, ("Seats and codes",)),
    ("Two days of open doors", TO_COME, ("Sessions",)),
    ("Background, results, exit", OVER, ("Papers", "Afterwards", "Reach")),
]


def tabs_of(page: Page, title: str, events: str) -> dict[str, str]:
    """Open the desk of an event and return the addresses of its tabs, by their names."""
    page.goto(events)
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    tabs = page.get_by_role("navigation", name="The desk of this event").get_by_role("link")
    expect(tabs).to_have_count(ALL)
    return {tab.inner_text(): str(tab.get_attribute("href")) for tab in tabs.all()}


@pytest.mark.parametrize(("title", "events", "names"), DESKS)
def test_no_tab_has_a_fault_or_scrolls_sideways(
    page: Page, sign_in: Callable[[str], None], title: str, events: str, names: tuple[str, ...]
):
    sign_in("Ada Administrator")
    tabs = tabs_of(page, title, events)
    looked_at = [tabs[name] for name in names or tabs]
    found = []
    for tab in looked_at:
        page.goto(tab)
        found += [f"{tab}: {fault}" for fault in faults(page, within="main")]
    assert found == []
    assert too_wide(page, looked_at) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_open_tab_is_in_sight(page: Page, sign_in: Callable[[str], None], width: int):
    sign_in("Ada Administrator")
    last = tabs_of(page, "Build the toolbox", TO_COME)["Log"]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(last)
    open_tab = page.locator(".desk-tabs [aria-current]")
    expect(open_tab).to_have_text("Log")
    expect(open_tab).to_be_in_viewport(ratio=1)
