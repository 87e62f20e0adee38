"""Be counted: what strangers read becomes Dana's figures and the Commission's tables."""

import csv
import io
import re
import secrets
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import READER
from tests.running import RunningSite

ACTIVITIES = (
    "Organisation of a Conference",
    "Organisation of a Workshop",
    "Press release",
    "Non-scientific and non-peer-reviewed publication (popularised publication)",
    "Exhibition",
    "Flyer",
    "Training",
    "Social Media",
    "Website",
    "Communication Campaign (e.g. Radio, TV)",
    "Participation to a Conference",
    "Participation to a Workshop",
    "Participation to an Event other than a Conference or a Workshop",
    "Video/Film",
    "Brokerage Event",
    "Pitch Event",
    "Trade Fair",
    "Participation in activities organized jointly with other H2020 projects",
    "Other",
)
AUDIENCES = (
    "Scientific Community (Higher Education, Research)",
    "Industry",
    "Civil Society",
    "General Public",
    "Policy Makers",
    "Media",
    "Investors",
    "Customers",
    "Other",
)


def figure(page: Page, label: str) -> int:
    """Return one of the numbers at the top of the dashboard."""
    tile = page.locator(".reach-tile", has=page.locator("dt", has_text=re.compile(f"^{label}$")))
    return int(re.sub(r"\D", "", tile.locator("b").inner_text()))


def recount(page: Page) -> None:
    page.goto("/admin/reach/")
    page.get_by_role("button", name="Recount").click()
    expect(page.get_by_text("counted again")).to_be_visible()


def taken(page: Page, name: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path())


@pytest.fixture
def stranger(browser: Browser, open_site: RunningSite):
    """A second reader's page, signed out: somebody new, whose reads repeat nobody else's."""
    newcomer = f"{READER} OPR/{secrets.randbelow(10**6)}"
    context = browser.new_context(base_url=open_site.url, user_agent=newcomer)
    yield context.new_page()
    context.close()


def read(stranger: Page, path: str) -> None:
    """Open a page and wait until the beacon has been answered."""
    with stranger.expect_response(re.compile("/reach/")) as waiting:
        stranger.goto(path)
    assert waiting.value.status < 300
    assert "set-cookie" not in waiting.value.headers


def test_a_page_read_and_a_download_appear_after_a_recount(page: Page, stranger: Page, sign_in):
    sign_in("Dana Coordinator")
    recount(page)
    before = {label: figure(page, label) for label in ("Page reads", "Downloads")}
    read(stranger, "/toolbox/need-statement/")
    with stranger.expect_download():
        stranger.get_by_role("link", name="Download the worksheet").click()
    recount(page)
    assert figure(page, "Page reads") == before["Page reads"] + 1
    assert figure(page, "Downloads") == before["Downloads"] + 1
    recount(page)
    assert figure(page, "Page reads") == before["Page reads"] + 1


def test_a_robot_is_not_counted(page: Page, browser: Browser, open_site: RunningSite, sign_in):
    sign_in("Dana Coordinator")
    recount(page)
    before = figure(page, "Page reads")
    context = browser.new_context(base_url=open_site.url, user_agent="Googlebot/2.1")
    context.new_page().goto("/toolbox/heads-of-terms/", wait_until="networkidle")
    context.close()
    recount(page)
    assert figure(page, "Page reads") == before


def test_the_commissions_tables_can_be_taken_home_with_the_exact_labels(page: Page, sign_in):
    sign_in("Dana Coordinator")
    page.goto("/admin/reach/")
    page.get_by_role("link", name="Horizon 2020 table").first.click()
    rows = list(csv.reader(io.StringIO(taken(page, "Table A (CSV)").read_text("utf-8-sig"))))
    cells = {cell for row in rows for cell in row}
    assert set(ACTIVITIES) <= cells
    rows = list(csv.reader(io.StringIO(taken(page, "Table B (CSV)").read_text("utf-8-sig"))))
    cells = {cell for row in rows for cell in row}
    assert set(AUDIENCES) <= cells
    book = openpyxl.load_workbook(
        io.BytesIO(taken(page, "Download both tables (XLSX)").read_bytes())
    )
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert set(ACTIVITIES) | set(AUDIENCES) <= cells
    assert 26_310 in cells


def test_the_figures_are_shown_to_those_who_may_see_them_only(page: Page, sign_in, context):
    sign_in("Bob Member")
    page.goto("/admin/reach/")
    expect(page.get_by_role("button", name="Recount")).to_have_count(0)
    context.clear_cookies()
    page.goto("/admin/reach/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
