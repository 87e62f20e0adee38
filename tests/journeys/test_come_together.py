"""Come together: by a category, by a code, by an invitation, with others."""

from playwright.sync_api import Page, expect

from tests.journeys.mailbox import Mailbox, link_in
from tests.journeys.measures import faults

MAKERS = "/events/buyers-meet-makers/"
WORKSHOP = "build-the-toolbox-with-us"


def tab_of(page: Page, slug: str, tab: str) -> None:
    """Open a tab at the desk of an event."""
    page.goto("/admin/registrations/events/")
    title = "Build the toolbox" if slug == WORKSHOP else "Buyers"
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    page.get_by_role("link", name=tab, exact=True).click()


def what_is_asked_of_one_is_not_asked_of_another(page: Page) -> None:
    """Answer for one person of a group, and look at the questions of the next."""
    parts = page.locator("[data-apart]")
    expect(parts).to_have_count(3)
    expect(parts.nth(1)).to_be_hidden()
    page.get_by_text("Person 2", exact=True).first.click()
    follow_ups = page.get_by_label("What does it help with?")
    expect(follow_ups.nth(0)).to_be_hidden()
    parts.nth(0).get_by_label("Yes", exact=True).check()
    expect(follow_ups.nth(0)).to_be_visible()
    expect(follow_ups.nth(1)).to_be_hidden()
    assert faults(page) == []
    parts.nth(0).get_by_label("Not this time").check()
    expect(follow_ups.nth(0)).to_be_hidden()


def test_a_guest_chooses_how_to_take_part_or_comes_by_a_code(page: Page, mailbox: Mailbox):
    page.goto(MAKERS)
    assert faults(page) == []
    page.get_by_label("Your name").fill("Kim Maker (example)")
    page.get_by_label("E-mail address").fill("kim@example.org")
    page.get_by_label("Academia").check()
    page.get_by_label("I agree").check()
    page.get_by_label("Access code").fill("wrong code")
    page.get_by_role("button", name="Ask for a seat").click()
    expect(page.get_by_role("alert")).to_contain_text("This code opens nothing here")
    assert faults(page) == []
    page.get_by_label("Access code").fill("partner-desk")
    page.get_by_role("button", name="Ask for a seat").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    page.goto(link_in(mailbox.letter("kim@example.org", subject="Confirm"), "onfirm"))
    page.get_by_role("button", name="Confirm my seat").click()
    expect(page.get_by_role("heading", name="Your seat is sure")).to_be_visible()


def test_an_organiser_invites_and_the_invited_person_brings_another(
    page: Page, sign_in, mailbox: Mailbox
):
    sign_in("Ada Administrator")
    tab_of(page, "buyers-meet-makers", "Seats and codes")
    expect(page.get_by_role("link", name="PARTNERDESK")).to_be_visible()
    tab_of(page, WORKSHOP, "Groups")
    tab_of(page, WORKSHOP, "Invitations")
    expect(page.get_by_text("Ines Example")).to_be_visible()
    page.get_by_label("Addresses").fill("gerda@example.org; Gerda Guest\nnot an address")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("1 invitation goes out.")).to_be_visible()
    expect(page.get_by_text("Line 2, “not an address”")).to_be_visible()
    page.context.clear_cookies()
    page.goto(link_in(mailbox.letter("gerda@example.org", subject="Invitation"), "egister"))
    expect(page.get_by_label("Your name")).to_have_value("Gerda Guest")
    assert faults(page) == []
    page.get_by_label("Academia").check()
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Yes, register me").click()
    expect(page.get_by_role("heading", name="Your seat is sure")).to_be_visible()
    page.get_by_role("link", name="Bring others").click()
    people = page.get_by_role("group", name="Person 1")
    what_is_asked_of_one_is_not_asked_of_another(page)
    people.get_by_label("Name").fill("Hugo Helper")
    people.get_by_label("E-mail address").fill("hugo@example.org")
    page.get_by_role("button", name="Register them").click()
    expect(page.get_by_text("hugo@example.org")).to_be_visible()
    assert faults(page) == []
    page.goto(link_in(mailbox.letter("hugo@example.org", subject="held for you"), "onfirm"))
    page.get_by_role("button", name="Confirm my seat").click()
    expect(page.get_by_role("heading", name="Your seat is sure")).to_be_visible()
