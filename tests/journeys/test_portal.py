"""The portal: searched, narrowed and walked by readers, written and judged by those who make it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import RunningSite


def go_to_editor(page: Page, *parents: str, title: str) -> None:
    """Find a page in the administration and open it there."""
    page.goto("/admin/pages/")
    for parent in ("Home", *parents):
        page.get_by_role("link", name=f"Explore child pages of '{parent}'").click()
    page.get_by_role("link", name=title, exact=True).first.click()


@pytest.fixture
def reader(browser: Browser, open_site: RunningSite) -> Iterator[Page]:
    """A reader without an account, in a browser of their own."""
    context = browser.new_context(base_url=open_site.url)
    yield context.new_page()
    context.close()


def test_the_keyboard_alone_takes_a_suggestion(page: Page):
    page.goto("/")
    field = page.get_by_role("combobox", name="Search the site")
    field.focus()
    page.keyboard.type("need stat", delay=40)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    assert field.evaluate("field => document.activeElement === field")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Need statement")).to_be_visible()
    assert page.context.cookies() == []


def test_a_choice_narrows_the_toolbox_where_one_stands_and_is_said_aloud(page: Page):
    page.goto("/toolbox/")
    page.evaluate("window.untouched = true")
    page.evaluate("window.said = document.querySelector('.faceted [role=status]')")
    box = page.get_by_role("group", name="Country").get_by_role("checkbox").first
    box.check()
    expect(page).to_have_url(re.compile(r"\?country="))
    expect(page.locator(".applied")).to_be_visible()
    assert page.evaluate("window.untouched && window.said.isConnected")
    assert (
        page.evaluate("window.said.textContent")
        == page.locator(".faceted [role=status]").inner_text()
    )
    expect(box).to_be_focused()
    shared = page.url
    page.go_back()
    expect(page.locator(".applied")).to_have_count(0)
    page.goto(shared)
    expect(box).to_be_checked()


def test_without_scripts_the_toolbox_narrows_by_its_button(browser: Browser, open_site):
    context = browser.new_context(base_url=open_site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/toolbox/")
    page.get_by_role("group", name="Effort").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Show results").click()
    expect(page.locator(".applied")).to_be_visible()
    assert "effort=" in page.url
    assert context.cookies() == []
    context.close()


def test_from_the_home_page_by_questions_to_a_list_a_comparison_and_a_pdf(page: Page):
    page.goto("/")
    page.get_by_role("link", name="Ask me six questions").click()
    page.get_by_role("link", name="Who could solve it with us").click()
    page.get_by_role("link", name="Show me the tools now").click()
    page.get_by_role("link", name="Make it my short list").click()
    paper = str(page.get_by_role("link", name="Download as PDF").get_attribute("href"))
    answer = page.request.get(paper, timeout=60_000)  # set in type while one waits
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    names = page.locator(".pick h3").all_inner_texts()[:3]
    page.get_by_role("button", name="Compare the ticked tools").click()
    for name in names:
        expect(page.get_by_role("main")).to_contain_text(name)
    assert page.context.cookies() == []


def test_a_reviewer_without_account_opens_a_link_remarks_and_approves(
    page: Page, reader: Page, sign_in
):
    sign_in("Alice Editor")
    go_to_editor(page, "Articles", title="Open innovation without a department: the first 90 days")
    page.goto(str(page.locator("a", has_text="Show to somebody").first.get_attribute("href")))
    page.get_by_label("Name of the reader").fill("Rita Reviewer (example)")
    page.get_by_role("button", name="Make the link").click()
    inspected = page.url
    reader.goto(page.get_by_label("Address", exact=True).input_value())
    draft = reader.frame_locator("iframe.draft")
    expect(draft.get_by_role("heading", level=1)).to_be_visible()
    reader.get_by_label("Your name").fill("Rita Reviewer (example)")
    reader.get_by_role("textbox", name="Your remark").fill("The third step comes too early.")
    reader.get_by_role("button", name="Approve this version").click()
    expect(reader.get_by_text("Thank you, the editors have been told.")).to_be_visible()
    page.goto(inspected)
    page.get_by_role("link", name="Rita Reviewer (example)").click()
    expect(page.get_by_text("The third step comes too early.")).to_be_visible()
    expect(page.get_by_role("main").locator(".w-status--primary").first).to_be_visible()


def test_what_is_published_shows_to_a_stranger_on_the_very_next_request(
    page: Page, reader: Page, sign_in
):
    for _ in range(2):  # the second answer comes out of memory
        reader.goto("/about/")
    title = "About us, written anew"
    sign_in("Alice Editor")
    go_to_editor(page, title=reader.get_by_role("heading", level=1).inner_text())
    page.get_by_placeholder("Page title").fill(title)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("published").first).to_be_visible()
    reader.goto("/about/")
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    reader.goto("/")
    expect(reader.get_by_role("contentinfo").get_by_role("link", name=title)).to_be_visible()
