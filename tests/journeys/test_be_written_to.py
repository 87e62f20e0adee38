"""Be written to: yes twice, a letter composed and sent by Alice, left by one press."""

import re
import urllib.request

from playwright.sync_api import Page, expect

from tests.journeys.mailbox import Mailbox, link_in, text_of

LETTER = "/letters/inspire-letter/"


def ask(page: Page, address: str) -> None:
    page.goto(LETTER)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("main").get_by_role("checkbox").check()
    page.get_by_role("button", name="Send me the mail to confirm").click()


def subscribe(page: Page, mailbox: Mailbox, address: str) -> None:
    ask(page, address)
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    page.goto(link_in(mailbox.letter(address, subject="Confirm that you want"), "Yes"))
    page.get_by_role("button", name="Yes, send me the letter").click()
    expect(page.get_by_role("heading", name="You are on the list")).to_be_visible()


def one_click(address: str) -> int:
    """Leave as a mail program does (RFC 8058): a bare POST, no cookie, no page before it."""
    request = urllib.request.Request(
        address,
        data=b"List-Unsubscribe=One-Click",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.headers["Set-Cookie"] is None
        return int(answer.status)


def begin_issue(page: Page) -> None:
    """Find the archive in the administration and open the editor for a new issue below it."""
    page.goto("/admin/pages/")
    for parent in ("Home", "Newsletter"):
        page.get_by_role("link", name=f"Explore child pages of '{parent}'").click()
    page.get_by_role("link", name="Add child page").first.click()


def test_yes_is_asked_for_twice_and_leaving_takes_one_press(page: Page, mailbox: Mailbox, context):
    address = "reader-leaves@example.org"
    subscribe(page, mailbox, address)
    page.get_by_role("link", name="Choose what you get").click()
    page.get_by_role("button", name="Leave the list").click()
    expect(page.locator(".notice.success")).to_contain_text("You have left the list")
    page.get_by_role("button", name="Put me back on the list").click()
    expect(page.locator(".notice.success")).to_contain_text("You are back on the list")
    assert context.cookies() == []


def test_a_wrong_address_and_a_missing_yes_are_told_and_kept(page: Page, mailbox: Mailbox):
    page.goto(LETTER)
    page.get_by_label("E-mail address").fill("nobody at home")
    page.get_by_label("Language of the letter").select_option("German")
    page.get_by_role("button", name="Send me the mail to confirm").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value("nobody at home")
    expect(page.get_by_label("Language of the letter")).to_have_value("de")
    assert mailbox.all_to("nobody at home") == []


def test_a_used_link_says_so_and_an_unknown_one_shows_the_way(page: Page, mailbox: Mailbox):
    address = "reader-twice@example.org"
    subscribe(page, mailbox, address)
    link = link_in(mailbox.letter(address, subject="Confirm that you want"), "Yes")
    page.goto(link)
    page.get_by_role("button", name="Yes, send me the letter").click()
    expect(page.get_by_role("heading", name="You were on the list already")).to_be_visible()
    page.goto("/letters/confirm/00000000-0000-4000-8000-000000000000/")
    page.get_by_role("button", name="Yes, send me the letter").click()
    expect(page.get_by_role("heading", name="This link works no more")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Get the letter")).to_be_visible()


def test_alice_composes_and_sends_an_issue_and_a_mail_program_leaves_by_one_post(
    page: Page, mailbox: Mailbox, sign_in
):
    readers = [f"reader{number}@example.org" for number in range(2)]
    for reader in readers:
        subscribe(page, mailbox, reader)
    sign_in("Alice Editor")
    title = "What Alice wrote today"
    begin_issue(page)
    page.get_by_placeholder("Page title").fill(title)
    page.get_by_role("textbox", name=re.compile("^Subject")).fill(title)
    page.locator("[data-contentpath=intro] [contenteditable=true]").fill("Two tools and a case.")
    body = page.get_by_role("region", name="What it brings")
    body.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Page").click()
    page.get_by_role("button", name="Choose a page").click()
    chooser = page.get_by_role("dialog")
    for parent in ("Home", "Toolbox"):
        chooser.get_by_title(f"Explore subpages of '{parent}'").click()
    chooser.get_by_role("link", name="Need statement").click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("created and published")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=title))
    row.get_by_role("button", name="More options").click()
    page.get_by_role("link", name="Send…").click()
    page.get_by_text("Send to all readers…").click()
    page.get_by_role("button", name="Yes, send it").click()
    expect(page.get_by_text("The letter is on its way.")).to_be_visible()
    letters = [mailbox.letter(reader, subject=title) for reader in readers]
    expect(page.get_by_text("Accepted by the mail server").first).to_be_visible(timeout=40_000)
    for letter in letters:
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert re.fullmatch(r"<http://\S+>", letter["List-Unsubscribe"])
        assert "Two tools and a case." in text_of(letter)
        assert "Need statement" in text_of(letter)
    assert letters[0]["Message-ID"] != letters[1]["Message-ID"]
    assert one_click(letters[0]["List-Unsubscribe"].strip("<>")) == 200
    page.goto(link_in(letters[0], "choose what you get"))
    expect(page.get_by_text("Nothing is sent to")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/newsletter/")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.get_by_text("Two tools and a case.")).to_be_visible()
