"""Tickets: what is on them, who sees them, and what becomes of a lost one."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from events.actions import confirm_registration, register_guest
from events.door import actions
from events.door.actions.ticketing import find_ticket, ticket_code
from events.door.codes import LETTERS, code_in, codes_of, digest_of, grouped
from events.door.models import Ticket
from events.door.refusals import NoTicket
from events.links import token_of
from events.models import State
from outbox.models import Message
from tests.events.door.conftest import sighting
from tests.factories.events import HoldFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_a_code_has_130_bits_in_letters_that_nobody_mixes_up_and_names_nobody(mine):
    code = ticket_code(mine)
    assert re.fullmatch(f"[{LETTERS}]{{26}}", code)
    assert not set("ILOU") & set(code)
    assert mine.uid.hex.upper() not in code
    assert ticket_code(mine) == code
    assert ticket_code(RegistrationFactory(event=mine.event)) != code


def test_a_code_is_read_however_it_was_typed(mine):
    code = ticket_code(mine)
    assert code_in(grouped(code).lower()) == code
    assert code_in("-".join(code)) == code
    assert code_in(code.replace("0", "O").replace("1", "l")) == code
    for wrong in ("", "Gus", code[:-1], code + "A", "ß" * 26, "🎟" * 26, "\0" * 26, "A" * 100_000):
        assert code_in(wrong) == ""


def test_the_database_holds_no_code(mine):
    actions.ensure_tickets(mine.event)
    ticket = Ticket.objects.get()
    assert ticket.digest == digest_of(ticket_code(mine))
    assert ticket_code(mine) not in str(vars(ticket))


def test_tickets_are_written_down_once_and_only_for_a_sure_seat(event, mine):
    HoldFactory(event=event)
    assert actions.ensure_tickets(event) == 1
    assert actions.ensure_tickets(event) == 0
    assert find_ticket(event, digest_of(ticket_code(mine))).registration == mine


def test_a_new_ticket_revokes_the_lost_one(mine):
    lost = ticket_code(mine)
    actions.replace_ticket(registration_id=mine.pk)
    fresh = ticket_code(mine)
    assert fresh != lost
    answer = actions.record(event=mine.event, sighting=sighting(digest=digest_of(lost)), by=None)
    assert (answer.verdict, answer.registration) == ("revoked", None)
    answer = actions.record(event=mine.event, sighting=sighting(mine), by=None)
    assert answer.verdict == "ok"


def test_who_was_there_or_has_no_seat_gets_no_new_ticket(mine):
    for state in (State.ATTENDED, State.CANCELLED):
        mine.state = state
        mine.save()
        with pytest.raises(NoTicket):
            actions.replace_ticket(registration_id=mine.pk)


def test_a_printed_ticket_outlives_a_change_of_the_secret_key(mine, settings):
    printed = ticket_code(mine)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-fifty-letters-for-a-test-and-no-more"
    found = find_ticket(mine.event, digest_of(printed))
    assert found.registration == mine
    assert ticket_code(mine) == printed


def test_who_lost_the_key_is_told_to_get_another_ticket(mine, settings, client):
    actions.ensure_tickets(mine.event)
    settings.SECRET_KEY = "another-key-of-fifty-letters-for-a-test-and-no-more"
    assert ticket_code(mine) == ""
    page = client.get(reverse("door:ticket", args=(token_of(mine),)))
    assert "Get a new one below" in page.text
    client.post(reverse("door:replace", args=(token_of(mine),)))
    assert ticket_code(mine) == next(codes_of(mine.uid, 1))


def test_the_ticket_stands_on_the_own_page_on_the_ticket_s_page_and_nowhere_else(client, mine):
    token = token_of(mine)
    for name in ("events:registration", "door:ticket"):
        response = client.get(reverse(name, args=(token,)))
        assert '<svg role="img"' in response.text
        assert response["Cache-Control"].startswith("max-age=0, no-cache")
        assert response["Referrer-Policy"] == "no-referrer"
        assert not client.cookies
    assert grouped(ticket_code(mine)) in response.text
    assert client.get(reverse("door:ticket", args=("forged~token",))).status_code == 404


def test_a_member_sees_the_ticket_on_the_page_of_the_event(client, bob, event):
    RegistrationFactory(event=event, user=bob, email=bob.email)
    client.force_login(bob)
    assert "Show or print my ticket" in client.get(event.url).text
    client.logout()
    assert "Show or print my ticket" not in client.get(event.url).text


def test_without_a_sure_seat_or_an_event_there_is_no_ticket(client, event, mine):
    waits = HoldFactory(event=event)
    response = client.get(reverse("door:ticket", args=(token_of(waits),)))
    assert response["Location"] == reverse("events:registration", args=(token_of(waits),))
    event.is_cancelled = True
    event.save()
    assert client.get(reverse("door:ticket", args=(token_of(mine),))).status_code == 302


def test_a_lost_ticket_is_replaced_by_a_button_and_by_no_link(client, mine):
    before = ticket_code(mine)
    address = reverse("door:replace", args=(token_of(mine),))
    assert client.get(address).status_code == 302
    assert ticket_code(mine) == before
    page = client.post(address, follow=True)
    assert "Here is your new ticket" in page.text
    assert grouped(ticket_code(mine)) in page.text
    assert ticket_code(mine) != before
    assert client.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_the_confirmation_by_mail_leads_to_the_ticket(event, marta):
    event.start += timedelta(hours=2)
    event.save()
    register_guest(event_id=event.pk, guest=marta, language="en")
    registration = event.registrations.get()
    confirm_registration(registration_id=registration.pk)
    written = Message.objects.get(subject__startswith="You are registered")
    address = reverse("door:ticket", args=(token_of(registration),))
    assert address in written.text
    assert address in written.html
    assert ticket_code(registration) not in written.text + written.html
    assert not mail.outbox
