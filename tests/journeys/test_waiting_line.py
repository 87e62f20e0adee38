"""Wait in line: a full event, a seat given back, offered in turn by mail, accepted by its link."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.doorway import run
from tests.journeys.mailbox import Mailbox, link_in, text_of
from tests.journeys.measures import faults
from tests.running import RunningSite

TITLE = "One chair (example)"
OFFER = f"A seat is free for you: {TITLE}"
OFFERED_WITHIN = 120.0  # seconds; the clock offers once a minute, the post room sweeps four times
MAKE = f"""
import json
from datetime import timedelta
from django.utils import timezone
from events.models import *
from vocabulary.models import Scheme, Term
start = timezone.now() + timedelta(days=20)
event = EventPage(title="{TITLE}", slug="one-chair", summary="A talk for one.",
    event_type=Term.objects.get_by_code(Scheme.EVENT_TYPE, "advice-clinic"),
    format=Term.objects.get_by_code(Scheme.EVENT_FORMAT, "on-site"),
    venue="The old mill", city="Ghent", capacity=1, has_waiting_list=True,
    start=start, end=start + timedelta(hours=1))
EventIndexPage.objects.first().add_child(instance=event)
print("TOLD" + json.dumps({{"event": event.pk, "url": event.url}}))
"""
CLEAR = """
from events.models import *
Registration.objects.filter(event={event}).delete()
EventPage.objects.get(pk={event}).delete()
print("TOLD{{}}")
"""


@dataclass
class OneChair:
    """An event with one seat and a line."""

    event: int
    url: str


@pytest.fixture
def one_chair(open_site: RunningSite) -> Iterator[OneChair]:
    """Make the event, and take it away after the journey."""
    made = OneChair(**run(open_site, MAKE))
    yield made
    run(open_site, CLEAR.format(event=made.event))


def send_form(page: Page, event: OneChair, name: str, button: str) -> str:
    """Fill in the form as a guest, send it and return the address."""
    address = f"{name.lower()}@line.example.org"
    page.goto(event.url)
    page.get_by_label("Your name").fill(f"{name} Guest (example)")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Academia").check()
    page.get_by_label("I agree").check()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    return address


def take_the_seat(page: Page, event: OneChair, mailbox: Mailbox, name: str) -> str:
    """Register for the free seat and return the address to which the mails go."""
    address = send_form(page, event, name, "Register")
    page.goto(link_in(mailbox.letter(address, subject="Confirm your seat"), "onfirm"))
    page.get_by_role("button", name="Confirm my seat").click()
    expect(page.get_by_role("heading", name="Your seat is sure")).to_be_visible()
    return address


def join_the_line(page: Page, event: OneChair, mailbox: Mailbox, name: str, place: int) -> str:
    """Go to the end of the line from the form and return the address to which the mails go."""
    address = send_form(page, event, name, "Join the waiting list")
    page.goto(link_in(mailbox.letter(address, subject="Confirm your address"), "onfirm"))
    page.get_by_role("button", name="Confirm my address").click()
    expect(page.get_by_role("heading", name="You are on the waiting list")).to_be_visible()
    expect(page.get_by_text(f"You are in place {place} of the line.")).to_be_visible()
    mail = mailbox.letter(address, subject="You are on the waiting list")
    assert f"You are in place {place} of the line." in text_of(mail)
    return address


def give_the_seat_back(page: Page, mailbox: Mailbox, address: str) -> None:
    """Cancel by the link of the mail that confirmed the seat."""
    page.goto(link_in(mailbox.letter(address, subject="You are registered"), "cancel"))
    page.get_by_role("link", name="Cancel my registration").click()
    assert faults(page) == []
    page.get_by_role("button", name="Cancel my registration").click()
    expect(page.get_by_role("heading", name="Your registration is cancelled")).to_be_visible()


def correct(page: Page) -> None:
    """Correct the name on the page of the own registration: what is wrong is told first."""
    page.get_by_role("link", name="Correct what I wrote").click()
    page.get_by_label("Your name").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Write your name")
    assert faults(page) == []
    page.get_by_label("Your name").fill("Freya Corrected (example)")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your changes are saved")).to_be_visible()
    expect(page.get_by_text("Freya Corrected (example)")).to_be_visible()


def own_page(mailbox: Mailbox, address: str) -> str:
    """Return the link in the mail that told the place in the line."""
    mail = mailbox.letter(address, subject="You are on the waiting list")
    return link_in(mail, "See my place")


def test_a_seat_given_back_goes_to_the_first_in_the_line_and_the_second_moves_up(
    page: Page, mailbox: Mailbox, one_chair: OneChair
):
    seated = take_the_seat(page, one_chair, mailbox, "Sita")
    page.goto(one_chair.url)
    expect(page.get_by_role("heading", name="Join the waiting list")).to_be_visible()
    assert faults(page) == []
    first = join_the_line(page, one_chair, mailbox, "Freya", 1)
    assert faults(page) == []
    second = join_the_line(page, one_chair, mailbox, "Soren", 2)

    give_the_seat_back(page, mailbox, seated)
    offer = mailbox.letter(first, subject=OFFER, seconds=OFFERED_WITHIN)
    page.goto(own_page(mailbox, second))
    expect(page.get_by_text("You are in place 1 of the line.")).to_be_visible()
    page.goto(one_chair.url)  # the seat that is kept for the line is not for everybody
    expect(page.get_by_role("button", name="Join the waiting list")).to_be_visible()

    page.goto(link_in(offer, "Accept or decline"))
    expect(page.get_by_role("heading", name="A seat is free for you")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Accept the seat").click()
    expect(page.get_by_role("heading", name="Your seat is sure")).to_be_visible()
    mailbox.letter(first, subject="You are registered")
    correct(page)
    page.goto(own_page(mailbox, second))
    expect(page.get_by_text("You are in place 1 of the line.")).to_be_visible()
    assert [mail for mail in mailbox.all_to(second) if OFFER in mail["Subject"]] == []


def test_a_declined_offer_goes_to_the_next_and_the_used_link_says_what_became_of_it(
    page: Page, mailbox: Mailbox, one_chair: OneChair
):
    seated = take_the_seat(page, one_chair, mailbox, "Sara")
    first = join_the_line(page, one_chair, mailbox, "Fred", 1)
    second = join_the_line(page, one_chair, mailbox, "Stan", 2)
    give_the_seat_back(page, mailbox, seated)
    offer = mailbox.letter(first, subject=OFFER, seconds=OFFERED_WITHIN)
    page.goto(link_in(offer, "Accept or decline"))
    page.get_by_role("button", name="Decline the seat").click()
    expect(page.get_by_role("heading", name="You have no seat at this event")).to_be_visible()
    mail = mailbox.letter(second, subject=OFFER, seconds=OFFERED_WITHIN)
    page.goto(link_in(offer, "Accept or decline"))
    expect(page.get_by_role("heading", name="You have no seat at this event")).to_be_visible()
    page.goto(link_in(mail, "Accept or decline"))
    page.get_by_role("button", name="Accept the seat").click()
    expect(page.get_by_role("heading", name="Your seat is sure")).to_be_visible()
