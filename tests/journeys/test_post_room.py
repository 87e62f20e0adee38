"""The post room: whoever may look sees each mail, its state and all of its parts."""

from playwright.sync_api import Page, expect

from tests.journeys.mailbox import Mailbox
from tests.journeys.test_meet import fill_in, register


def test_a_mail_is_listed_with_its_state_and_its_preview(page: Page, mailbox: Mailbox, sign_in):
    address = "previewed@example.org"
    fill_in(page, address)
    register(page)
    mail = mailbox.letter(address, subject="Confirm your seat")
    sign_in("Ada Administrator")
    page.goto("/admin/mail/")
    row = page.get_by_role("row").filter(has_text=address)
    expect(row).to_contain_text("Accepted by the mail server")
    row.get_by_role("link", name=mail["Subject"]).click()
    expect(page.get_by_text(address).first).to_be_visible()
    preview = page.frame_locator("iframe").first
    expect(preview.get_by_text("One press, and the seat is yours").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as sent").press("Enter")
    assert address.encode() in waiting.value.path().read_bytes()


def test_a_member_does_not_see_other_peoples_mail(page: Page, sign_in):
    sign_in("Bob Member")
    page.goto("/admin/mail/")
    expect(page.get_by_role("row")).to_have_count(0)
