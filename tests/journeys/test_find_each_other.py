"""Find each other: a person by words and facets, an organisation that is written down and run."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.measures import faults

ALICE = "Alice Editor (example)"


def test_somebody_is_found_by_a_word_and_by_what_they_know(page: Page):
    page.goto("/community/people/")
    page.get_by_role("main").get_by_role("combobox").fill("alice")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("link", name=ALICE)).to_be_visible()
    page.goto("/community/people/")
    choice = page.get_by_role("group", name="Country").get_by_role("checkbox", name="Italy")
    choice.check()
    expect(page).to_have_url(re.compile("country=IT"))
    expect(page.get_by_role("link", name=ALICE)).to_be_visible()
    expect(page.get_by_role("link", name="Dana Coordinator")).to_have_count(0)
    assert faults(page) == []
    page.get_by_role("link", name=ALICE).click()
    expect(page.get_by_role("heading", level=1, name="Alice Editor")).to_be_visible()
    expect(page.get_by_role("link", name="Write a letter")).to_have_count(0)


def test_what_is_for_members_alone_is_found_by_members_alone(page: Page, sign_in):
    page.goto("/community/people/?q=glazes")
    expect(page.get_by_text("Nobody", exact=False).first).to_be_visible()
    expect(page.get_by_role("link", name="Bob Member")).to_have_count(0)
    sign_in("Alice Editor")
    page.goto("/community/people/?q=glazes")
    page.get_by_role("link", name="Bob Member").click()
    expect(page.get_by_role("link", name="Write a letter")).to_be_visible()


def test_an_organisation_is_written_down_confirmed_and_run_by_its_founder(page: Page, sign_in):
    sign_in("Bob Member")
    page.goto("/community/organisations/new/")
    page.get_by_label("Name", exact=True).fill("Example Glaze Cooperative")
    page.get_by_label("What you do").fill("Glazes without lead.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("A steward makes it public.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Example Glaze Cooperative")
    assert faults(page) == []
    address = page.url
    sign_in("Stella Steward")
    page.goto("/community/claims/")
    waiting = page.get_by_role("listitem").filter(has_text="Example Glaze Cooperative")
    waiting.get_by_role("button", name="Make it public").click()
    expect(page.get_by_text("The organisation is public now.")).to_be_visible()
    sign_in("Bob Member")
    page.goto(address)
    expect(page.get_by_text("You belong here.")).to_be_visible()
    page.get_by_role("link", name="Edit this page").click()
    page.get_by_label("What you do").fill("Glazes without lead, by forty potters.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("by forty potters")).to_be_visible()
    page.goto("/community/organisations/example-tile-works/")
    page.get_by_role("button", name="This is where I work").click()
    expect(page.get_by_text("Somebody of the organisation, or a steward").first).to_be_visible()
