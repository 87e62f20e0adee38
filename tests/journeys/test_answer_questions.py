"""A guest answers the questions of an event: they come and go with the answers."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.measures import faults
from tests.running import RunningSite

WORKSHOP = "/events/build-the-toolbox-with-us/"
TOOL = "Do you bring a tool of your own?"
HELP = "What does it help with?"


def test_a_question_comes_and_goes_with_the_answer_before_it(page: Page):
    page.goto(WORKSHOP)
    yes = page.get_by_role("group", name=TOOL).get_by_label("Yes", exact=True)
    follow_up = page.get_by_label(HELP)
    expect(follow_up).to_be_hidden()
    yes.check()
    expect(follow_up).to_be_visible()
    expect(page.get_by_text("Only if you answered")).to_be_hidden()
    follow_up.fill("Finding the first customer.")
    page.get_by_label("Not this time").check()
    expect(follow_up).to_be_hidden()
    yes.focus()
    page.keyboard.press("Space")
    expect(follow_up).to_have_value("Finding the first customer.")
    follow_up.fill("")
    page.get_by_role("button", name="Register").click()
    alert = page.get_by_role("alert")
    alert.get_by_role("link", name=HELP).click()
    expect(page.get_by_label(HELP)).to_be_focused()
    assert faults(page) == []


def test_without_scripts_every_question_stands_there_with_its_condition(
    browser: Browser, open_site: RunningSite
):
    context = browser.new_context(base_url=open_site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(WORKSHOP)
    expect(page.get_by_label(HELP)).to_be_visible()
    expect(page.get_by_text(f"Only if you answered “{TOOL}” with “Yes”.")).to_be_visible()
    context.close()
