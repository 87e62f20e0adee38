"""Meet: a seat by one press or by a form, in the calendar, given back by a link."""

import vobject
from playwright.sync_api import Browser, Page, expect

from tests.journeys.mailbox import Mailbox, calendar_in, link_in
from tests.running import RunningSite

WORKSHOP = "/events/build-the-toolbox-with-us/"
CONFIRMED = "Your place at the table"  # in the organisers' own words
CLINIC = "/events/bring-your-draft/"


def seats_left(page: Page, path: str = WORKSHOP) -> int:
    page.goto(path)
    meter = page.get_by_role("meter")
    return int(meter.get_attribute("max")) - int(meter.get_attribute("value"))


def fill_in(page: Page, address: str, path: str = WORKSHOP) -> None:
    page.goto(path)
    page.get_by_label("Your name").fill("Gus Guest (example)")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Academia").check()
    page.get_by_label("I agree").check()


def register(page: Page) -> None:
    page.get_by_role("button", name="Register").click()


def test_a_member_registers_by_one_press_and_cancels(page: Page, sign_in, mailbox: Mailbox):
    sign_in("Bob Member")
    before = seats_left(page)
    page.get_by_role("button", name="Take a seat").click()
    expect(page.get_by_role("heading", name="You are registered")).to_be_visible()
    assert seats_left(page) == before - 1
    mail = mailbox.letter("bob@example.org", subject="Build the toolbox with us")
    method, text = calendar_in(mail)
    assert method == "REQUEST"
    event = vobject.readOne(text).vevent
    assert event.summary.value.startswith("Build the toolbox with us")
    page.get_by_role("link", name="Cancel my registration").click()
    page.get_by_role("button", name="Cancel my registration").click()
    assert seats_left(page) == before
    gone = mailbox.letter("bob@example.org", subject="ancelled")
    method, text = calendar_in(gone)
    assert method == "CANCEL"
    assert vobject.readOne(text).vevent.uid.value == event.uid.value


def test_a_guest_registers_confirms_by_mail_and_gives_the_seat_back(
    page: Page, mailbox: Mailbox, context
):
    address = "guest@example.org"
    before = seats_left(page)
    fill_in(page, address)
    register(page)
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    assert context.cookies() == []
    page.goto(link_in(mailbox.letter(address, subject="Build the toolbox"), "onfirm"))
    page.get_by_role("button", name="Confirm my seat").click()
    expect(page.get_by_role("heading", name="Your seat is sure")).to_be_visible()
    own_page = page.url
    assert seats_left(page) == before - 1
    mail = mailbox.letter(address, subject=CONFIRMED)
    method, text = calendar_in(mail)
    assert method == "REQUEST"
    event = vobject.readOne(text).vevent
    assert event.dtstart.value.utcoffset() is not None
    assert address in event.attendee.value.lower()
    page.goto(own_page)
    page.get_by_role("link", name="Cancel my registration").click()
    page.get_by_role("button", name="Cancel my registration").click()
    expect(page.get_by_role("heading", name="Your registration is cancelled")).to_be_visible()
    assert seats_left(page) == before
    assert calendar_in(mailbox.letter(address, subject="ancelled"))[0] == "CANCEL"
    page.goto(own_page)
    expect(page.get_by_role("heading", name="Your registration is cancelled")).to_be_visible()
    assert context.cookies() == []


def test_what_is_wrong_is_told_and_what_was_typed_is_kept(page: Page):
    fill_in(page, "no-address")
    page.get_by_label("I agree").uncheck()
    page.get_by_label("Anything we should arrange?").fill("A seat near the door")
    register(page)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Gus Guest (example)")
    expect(page.get_by_label("E-mail address")).to_have_value("no-address")
    expect(page.get_by_label("Academia")).to_be_checked()
    expect(page.get_by_label("Anything we should arrange?")).to_have_value("A seat near the door")
    expect(page.get_by_text("Without this we may not keep a seat for you.").last).to_be_visible()


def test_an_empty_form_takes_no_seat(page: Page):
    before = seats_left(page)
    register(page)
    expect(page.get_by_role("alert")).to_be_visible()
    assert seats_left(page) == before


def test_a_double_click_makes_one_registration(page: Page, mailbox: Mailbox):
    address = "double@example.org"
    before = seats_left(page)
    fill_in(page, address)
    page.get_by_role("button", name="Register").dblclick()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    page.goto(link_in(mailbox.letter(address, subject="Build the toolbox"), "onfirm"))
    page.get_by_role("button", name="Confirm my seat").dblclick()
    expect(page.get_by_role("heading", name="Your seat is sure")).to_be_visible()
    mailbox.letter(address, subject=CONFIRMED)
    assert seats_left(page) == before - 1
    assert len([mail for mail in mailbox.all_to(address) if mail.get_content_type()]) == 2


def test_a_link_that_leads_nowhere_says_what_to_do(page: Page):
    answer = page.goto("/meet/seat/not-a-token/")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", name="This link leads nowhere")).to_be_visible()


def test_a_full_event_says_so_to_everyone_and_a_cancelled_seat_is_free_at_once(
    page: Page, browser: Browser, open_site: RunningSite, mailbox: Mailbox
):
    late_reader = browser.new_context(base_url=open_site.url).new_page()
    fill_in(late_reader, "too-late@example.org", CLINIC)
    left = seats_left(page, CLINIC)
    assert left >= 1
    pages = []
    for number in range(left):
        address = f"early{number}@example.org"
        fill_in(page, address, CLINIC)
        register(page)
        page.goto(link_in(mailbox.letter(address, subject="Bring your draft"), "onfirm"))
        page.get_by_role("button", name="Confirm my seat").click()
        expect(page.get_by_role("heading", name="Your seat is sure")).to_be_visible()
        pages.append(page.url)
    page.goto(CLINIC)
    expect(page.get_by_role("heading", name="All seats are taken")).to_be_visible()
    register(late_reader)
    expect(late_reader.get_by_role("alert")).to_contain_text("last seat")
    expect(late_reader.get_by_label("Your name")).to_have_value("Gus Guest (example)")
    page.goto(pages[0])
    page.get_by_role("link", name="Cancel my registration").click()
    page.get_by_role("button", name="Cancel my registration").click()
    register(late_reader)
    expect(late_reader.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    late_reader.context.close()
