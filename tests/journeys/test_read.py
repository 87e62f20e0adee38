"""Read: a stranger finds a tool and the firm that used it, by mouse, by keyboard, in the dark."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

PHONE = {"width": 390, "height": 844}
CASE = "A grower’s second open challenge works after the first failed"


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def test_from_the_home_page_to_a_tool_and_the_firm_that_used_it(page: Page, context):
    page.goto("/")
    heading(page, "Open the door. Keep the keys.")
    page.get_by_role("link", name="Find a tool").click()
    heading(page, "Tools for firms that innovate with others")
    page.get_by_role("link", name="Need statement", exact=True).click()
    heading(page, "Need statement")
    page.get_by_role("link", name=CASE).click()
    heading(page, CASE)
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="Home").click()
    heading(page, "Open the door. Keep the keys.")
    assert context.cookies() == []


def test_a_stage_of_the_cycle_leads_to_its_tools_only(page: Page):
    page.goto("/toolbox/")
    page.get_by_role("link", name="5 Commercialisation").click()
    expect(page.get_by_role("link", name="Heads of terms", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Problem ladder", exact=True)).to_have_count(0)


def test_a_worksheet_can_be_taken_home(page: Page):
    page.goto("/toolbox/need-statement/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the worksheet").click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Fill it in on screen").click()
    assert waiting.value.suggested_filename.endswith(".odt")
    assert waiting.value.path().read_bytes().startswith(b"PK")


def test_six_questions_lead_to_a_short_list_and_back_works(page: Page):
    page.goto("/tools/find/")
    page.get_by_role("link", name="Who could solve it with us").click()
    page.get_by_role("link", name="In: we need what others know").click()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which way does the knowledge flow?")
    page.get_by_role("link", name="Show me the tools now").click()
    page.get_by_role("link", name="Make it my short list").click()
    page.wait_for_url("**/tools/shortlist/**")
    first = page.locator(".pick h3").first.inner_text()
    take_off = page.get_by_role("link", name=re.compile(rf"^Take off\s*: {re.escape(first)}$"))
    take_off.click()
    expect(take_off).to_have_count(0)
    assert not page.context.cookies()


def test_the_keyboard_alone_reaches_the_content_and_the_menu(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.goto("/")
    cases = page.get_by_role("navigation", name="Main").get_by_role("link", name="Cases")
    for _ in range(8):
        page.keyboard.press("Tab")
        if cases.evaluate("link => link === document.activeElement"):
            break
    expect(cases).to_be_focused()
    page.keyboard.press("Enter")
    heading(page, "What firms opened, to whom, and what came of it")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    menu = page.get_by_role("button", name="Menu")
    events = page.get_by_role("navigation", name="Main").get_by_role("link", name="Events")
    expect(events).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(events).to_be_visible()
    page.keyboard.press("Escape")
    expect(events).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    events.click()
    heading(page, "Meet, try things out, leave with something")


@pytest.mark.parametrize("path", ["/", "/toolbox/", "/cases/", "/news/", "/events/", "/about/"])
@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_is_wider_than_a_small_screen(page: Page, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_follows_the_device_into_the_dark_and_the_reader_may_overrule(page: Page):
    page.emulate_media(color_scheme="light")
    page.goto("/")
    light = background(page)
    page.emulate_media(color_scheme="dark")
    dark = background(page)
    assert light != dark
    page.get_by_label("Appearance").select_option("Light")
    assert background(page) == light
    page.reload()
    assert background(page) == light
    page.get_by_label("Appearance").select_option("As my device")
    assert background(page) == dark


def test_without_scripts_everything_can_still_be_read_and_filled_in(browser, open_site):
    context = browser.new_context(base_url=open_site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Find a tool").click()
    heading(page, "Tools for firms that innovate with others")
    page.goto("/events/build-the-toolbox-with-us/")
    expect(page.get_by_label("Your name")).to_be_visible()
    context.close()


def test_a_page_that_is_not_there_says_so_and_shows_the_way(page: Page, context: BrowserContext):
    answer = page.goto("/toolbox/no-such-tool/")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Toolbox").click()
    heading(page, "Tools for firms that innovate with others")
    assert context.cookies() == []
