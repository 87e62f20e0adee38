"""Look after members: find, suspend with a reason, look with their eyes, bring people in."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.mailbox import Mailbox, text_of
from tests.journeys.measures import faults
from tests.journeys.test_belong import join

LIST = (
    "email,name\nguest-one@example.org,Guest One\nguest-two@example.org,Guest Two\nwrong,Nobody\n"
)


def find(page: Page, words: str, name: str) -> None:
    """Open somebody's page at the desk."""
    page.goto("/admin/members/people/")
    page.get_by_role("textbox", name="Search").fill(words)
    expect(page).to_have_url(re.compile("q="))
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=2, name="What stewards did")).to_be_visible()


def test_somebody_is_found_and_suspended_with_a_reason(page: Page, mailbox: Mailbox, sign_in):
    address = "noisy@example.org"
    join(page, mailbox, address)
    sign_in("Stella Steward")
    find(page, address, "Eva Example")
    assert faults(page, within="main") == []
    page.get_by_role("link", name="Suspend").click()
    expect(page.get_by_label("Reason")).to_be_visible()
    assert faults(page, within="main") == []
    page.get_by_label("Reason").fill("Wrote to everybody at once.")
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_text("Wrote to everybody at once.").first).to_be_visible()
    mail = mailbox.letter(address, subject="suspended")
    assert "Wrote to everybody at once." in text_of(mail)


def test_a_steward_looks_with_a_members_eyes_and_changes_nothing(page: Page, sign_in):
    sign_in("Stella Steward")
    find(page, "charlie@", "Charlie Stranger")
    page.get_by_role("link", name="Look as this person").click()
    page.get_by_label("Reason").fill("Cannot find the letters.")
    page.get_by_role("button", name="Look").click()
    banner = page.get_by_role("complementary", name="Looking as somebody else")
    expect(banner).to_contain_text("Charlie Stranger")
    page.goto("/members/")
    expect(banner).to_be_visible()
    assert faults(page) == []
    page.goto("/members/data/")
    expect(page.get_by_role("heading", name="You are only looking")).to_be_visible()
    banner.get_by_role("button", name="Use my own eyes again").click()
    page.goto("/members/")
    expect(banner).to_have_count(0)
    expect(page.get_by_role("button", name="Stella Steward")).to_be_visible()


def test_people_come_in_by_a_list_that_is_only_checked_first(page: Page, mailbox: Mailbox, sign_in):
    sign_in("Stella Steward")
    page.goto("/admin/members/import/")
    assert faults(page, within="main") == []
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("row", name=re.compile("guest-one@example.org"))).to_be_visible()
    assert faults(page, within="main") == []
    assert mailbox.all_to("guest-one@example.org") == []
    page.get_by_label("Reason").fill("Came to the workshop.")
    page.get_by_role("button", name="Bring in 2 people").click()
    for address in ("guest-one@example.org", "guest-two@example.org"):
        mail = mailbox.letter(address, subject="You are invited")
        assert "Stella Steward" in text_of(mail)
    page.reload()
    expect(page.get_by_role("row", name=re.compile("guest-two@example.org"))).to_be_visible()
    assert len(mailbox.all_to("guest-one@example.org")) == 1
