"""Rights over one's data: a copy that only its owner fetches, leaving, and coming back."""

import json
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.mailbox import Mailbox, code_in
from tests.journeys.measures import faults
from tests.journeys.test_belong import join
from tests.running import wait_until


def prove(page: Page, mailbox: Mailbox, address: str) -> None:
    """Prove by a code from the mail who is there."""
    before = len(mailbox.all_to(address))
    page.get_by_role("button", name="Send me a code").click()
    wait_until(lambda: len(mailbox.all_to(address)) > before, seconds=40, what="a code")
    page.get_by_role("textbox", name="code").fill(code_in(mailbox.all_to(address)[-1]))
    page.get_by_role("button", name="Confirm").click()


def test_a_copy_is_asked_for_built_and_fetched_after_a_proof(
    page: Page, mailbox: Mailbox, sign_in, tmp_path: Path
):
    address = "bob@example.org"
    sign_in("Bob Member")
    page.goto("/members/data/")
    assert faults(page) == []
    page.get_by_role("button", name="Put a copy together").click()
    prove(page, mailbox, address)
    page.get_by_role("button", name="Put a copy together").click()
    expect(page.get_by_text("Your copy is being put together.")).to_be_visible()
    mailbox.letter(address, subject="Your copy is ready")
    sign_in("Bob Member")  # another session, in which nothing has been proven
    page.goto("/members/data/")
    fetch = page.get_by_role("link", name=re.compile("Fetch the copy"))
    fetch.click()
    prove(page, mailbox, address)
    with page.expect_download() as begun:
        fetch.click()
    file = tmp_path / "mine.zip"
    begun.value.save_as(file)
    held = json.loads(zipfile.ZipFile(file).read("my-data.json"))
    assert held["account"][0]["email"] == address


def test_an_account_is_left_and_opened_again(page: Page, mailbox: Mailbox):
    address = "leaver@example.org"
    join(page, mailbox, address)
    page.goto("/members/data/leave/")
    prove(page, mailbox, address)
    expect(page.get_by_label("Type your e-mail address")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Type your e-mail address").fill("somebody@example.org")
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("This is not the address of this account.").first).to_be_visible()
    page.get_by_label("Type your e-mail address").fill(address)
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", name="Your account is closed")).to_be_visible()
    assert faults(page) == []
    mailbox.letter(address, subject="Your account is closed")
    before = len(mailbox.all_to(address))
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    wait_until(lambda: len(mailbox.all_to(address)) > before, seconds=40, what="a code")
    page.get_by_role("textbox", name="code").fill(code_in(mailbox.all_to(address)[-1]))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="You closed this account.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Open my account again").click()
    expect(page.get_by_text("Welcome back. Everything is as it was.")).to_be_visible()
