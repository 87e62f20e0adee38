"""Belong: an account by a code from the mail, a profile of one's own, out and in again."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.mailbox import Mailbox, code_in

SIGN_UP = "One code, and your account is open"


def fill_in(page: Page, address: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Your name").fill("Eva Example")
    page.get_by_label("Industry").check()
    page.get_by_label("Organisation").fill("Example Workshop")
    page.get_by_label("Country", exact=True).select_option("Austria")
    page.get_by_role("main").get_by_role("checkbox").check()


def join(page: Page, mailbox: Mailbox, address: str) -> None:
    fill_in(page, address)
    page.get_by_role("button", name="Open my account").click()
    code = code_in(mailbox.letter(address, subject=SIGN_UP))
    page.get_by_role("textbox", name="code").fill(code)
    page.get_by_role("button", name="Open my account").click()
    expect(page.get_by_role("heading", level=1, name="Welcome, Eva")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Eva").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Eva")).to_have_count(0)


def test_sign_up_edit_sign_out_and_sign_in_by_code(page: Page, mailbox: Mailbox, context):
    address = "eva@example.org"
    join(page, mailbox, address)
    page.get_by_role("link", name="Profile").first.click()
    expect(page.get_by_role("textbox", name="Organisation")).to_have_value("Example Workshop")
    page.get_by_role("textbox", name="Organisation").fill("Example Foundry")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/members/profile/")
    expect(page.get_by_role("textbox", name="Organisation")).to_have_value("Example Foundry")
    sign_out(page)
    assert not [cookie for cookie in context.cookies() if "session" in cookie["name"]]
    page.goto("/members/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    code = code_in(mailbox.letter(address, subject="Your code to sign in"))
    page.get_by_role("textbox", name="code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name=re.compile("Eva"))).to_be_visible()


def test_a_wrong_code_is_told_and_the_right_one_still_works(page: Page, mailbox: Mailbox):
    address = "wrong-code@example.org"
    fill_in(page, address)
    page.get_by_role("button", name="Open my account").click()
    code = code_in(mailbox.letter(address, subject=SIGN_UP))
    page.get_by_role("textbox", name="code").fill("000000" if code != "000000" else "111111")
    page.get_by_role("button", name="Open my account").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("textbox", name="code").fill(code)
    page.get_by_role("button", name="Open my account").click()
    expect(page.get_by_role("heading", level=1, name="Welcome, Eva")).to_be_visible()


def test_what_is_missing_or_wrong_is_told_beside_the_field_and_the_rest_is_kept(page: Page):
    fill_in(page, "not an address")
    page.get_by_label("Your name").fill("E" * 151)
    page.get_by_label("Country", exact=True).select_option("")
    page.get_by_role("button", name="Open my account").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    expect(page.get_by_role("textbox", name="Organisation")).to_have_value("Example Workshop")
    expect(page.get_by_label("Industry")).to_be_checked()
    expect(page.get_by_label("E-mail address")).to_have_value("not an address")
    expect(page.get_by_label("E-mail address")).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("E-mail address")).to_be_focused()


def test_an_address_with_an_account_gets_the_same_answer_and_another_mail(
    page: Page, mailbox: Mailbox
):
    address = "charlie@example.org"
    fill_in(page, address)
    page.get_by_role("button", name="Open my account").click()
    expect(page.get_by_role("heading", level=1, name="Look into your mail.")).to_be_visible()
    mailbox.letter(address, subject="You have an account already")
    assert [mail["Subject"] for mail in mailbox.all_to(address)] == ["You have an account already"]


def test_a_double_click_opens_one_account(page: Page, mailbox: Mailbox):
    address = "double-click@example.org"
    fill_in(page, address)
    page.get_by_role("button", name="Open my account").dblclick()
    expect(page.get_by_role("heading", level=1, name="Look into your mail.")).to_be_visible()
    page.get_by_role("textbox", name="code").fill(code_in(mailbox.letter(address, subject=SIGN_UP)))
    page.get_by_role("button", name="Open my account").click()
    expect(page.get_by_role("heading", level=1, name="Welcome, Eva")).to_be_visible()


def test_a_newcomer_is_welcomed_in_a_minute_and_sees_what_others_see(page: Page, mailbox: Mailbox):
    join(page, mailbox, "nina@example.org")
    expect(page).to_have_url(re.compile("/members/welcome/"))
    page.get_by_label("No, or to another one").check()
    page.get_by_role("textbox", name="Organisation").fill("Example Studio")
    page.get_by_role("checkbox", name="Funding and vouchers").check()
    for box in page.locator("input[name=letters]").all():
        expect(box).not_to_be_checked()
    page.get_by_role("button", name="Save and go on").click()
    expect(page).to_have_url(re.compile("/members/$"))
    page.goto("/members/profile/")
    page.get_by_label("You in one line", exact=False).first.fill("Draws chairs")
    page.get_by_label("Who sees this: You in one line").select_option("everyone")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="See it as others do").click()
    expect(page.get_by_text("Draws chairs")).to_be_visible()
    expect(page.get_by_text("Example Studio")).to_have_count(0)
    page.get_by_role("link", name="Members", exact=True).click()
    expect(page.get_by_text("Example Studio")).to_be_visible()
