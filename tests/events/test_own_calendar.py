"""A member's own calendar: who holds the address reads it, and nobody else."""

import logging
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.datarights.actions.closing import close_account
from community.members.models import User
from community.members.rights import erase_person, export_person
from community.stewards.actions.suspending import lift, suspend
from events import actions
from events.models import SEATED, CalendarFeed, EventPage, State
from tests.events import rfc5545
from tests.factories.events import (
    EventFactory,
    HoldFactory,
    PastEventFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db
QUERIES = 8
JOIN = b"https://meet.example.org/secret-room"


def page():
    return reverse("events:own_address")


def address_of(user, browser=None) -> str:
    """Return the path of a new address, made as the member does."""
    browser = browser or Client()
    browser.force_login(user)
    answer = browser.post(page())
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    assert 'href="webcal://' in text
    return re.search(r"(/calendar/[\w-]+\.ics)", text)[1]


def entries(path):
    answer = Client().get(path)
    assert answer.status_code == 200
    return {
        event.one("SUMMARY").value: event
        for event in rfc5545.read_feed(answer.content).within("VEVENT")
    }


def seat(user, **facts):
    event = facts.pop("event", None) or EventFactory(title=facts.pop("title", "Mine"))
    return RegistrationFactory(event=event, user=user, email=user.email, name=user.name, **facts)


def test_it_lists_the_sure_seats_with_the_link_to_join(bob, charlie):
    seat(bob, title="Mine")
    RegistrationFactory(event=EventFactory(title="As guest"), email=bob.email.upper())
    HoldFactory(event=EventFactory(title="Held"), user=bob, email=bob.email)
    shared = EventFactory(title="Shared", online_url="https://meet.example.org/shared")
    seat(bob, event=shared)
    seat(charlie, event=shared)
    seat(charlie, title="Theirs")
    path = address_of(bob)
    answer = Client().get(path)
    assert set(entries(path)) == {"Mine", "As guest", "Shared"}
    assert JOIN in answer.content.replace(b"\r\n ", b"")
    assert b"ATTENDEE" not in answer.content
    for person in (bob, charlie):
        assert person.email.encode() not in answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"].startswith("private")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


@pytest.mark.parametrize("state", sorted(set(State) - set(SEATED)))
def test_no_state_without_a_sure_seat_is_in_it_as_confirmed(bob, state):
    moment = timezone.now() + timedelta(hours=1)
    times = {"cancelled_at": timezone.now(), "expires_at": moment, "waiting_since": moment}
    seat(bob, state=state, confirmed_at=None, **times)
    assert entries(address_of(bob)) == {}


def test_a_seat_given_up_is_shown_as_cancelled_for_a_month_without_the_link(bob):
    registration = seat(bob)
    path = address_of(bob)
    sequence = int(entries(path)["Mine"].one("SEQUENCE").value)
    actions.cancel_registration(registration_id=registration.pk)
    entry = entries(path)["Mine"]
    assert entry.one("STATUS").value == "CANCELLED"
    assert int(entry.one("SEQUENCE").value) == sequence + 1
    assert JOIN not in Client().get(path).content.replace(b"\r\n ", b"")
    registration.refresh_from_db()
    registration.cancelled_at -= timedelta(days=31)
    registration.save()
    assert entries(path) == {}


def test_who_registers_again_has_one_entry_that_takes_place(bob):
    event = EventFactory(title="Again")
    first = actions.register_member(event_id=event.pk, user=bob, language="en")
    path = address_of(bob)
    uid = entries(path)["Again"].one("UID").value
    actions.cancel_registration(registration_id=first.pk)
    gone = int(entries(path)["Again"].one("SEQUENCE").value)
    actions.register_member(event_id=event.pk, user=bob, language="en")
    entry = entries(path)["Again"]
    assert entry.one("STATUS").value == "CONFIRMED"
    assert entry.one("UID").value == uid
    assert int(entry.one("SEQUENCE").value) > gone


def test_a_cancelled_event_is_cancelled_for_a_month(bob):
    registration = seat(bob)
    event = registration.event
    event.is_cancelled = True
    event.save_revision().publish()
    path = address_of(bob)
    assert entries(path)["Mine"].one("STATUS").value == "CANCELLED"
    assert JOIN not in Client().get(path).content.replace(b"\r\n ", b"")
    long_ago = timezone.now() - timedelta(days=31)
    EventPage.objects.filter(pk=event.pk).update(last_published_at=long_ago)
    assert entries(path) == {}


def test_what_is_over_stays_for_two_months(bob):
    event = PastEventFactory(title="Over")
    seat(bob, event=event)
    path = address_of(bob)
    assert set(entries(path)) == {"Over"}
    start = timezone.now() - timedelta(days=70)
    EventPage.objects.filter(pk=event.pk).update(start=start, end=start + timedelta(hours=1))
    assert entries(path) == {}


def test_a_new_address_ends_the_old_one_and_an_end_ends_all(bob):
    browser = Client()
    old, new = address_of(bob, browser), address_of(bob, browser)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert "It was last fetched" in browser.get(page()).content.decode()
    browser.post(page(), {"decision": "end"})
    assert Client().get(new).status_code == 404
    assert "You have no address yet" in browser.get(page()).content.decode()


def test_dead_and_unknown_addresses_answer_alike(bob, charlie):
    ended = address_of(bob)
    CalendarFeed.objects.end(bob)
    shut = address_of(charlie)
    User.objects.filter(pk=charlie.pk).update(is_active=False)
    unknown = ["/calendar/x.ics", "/calendar/%00%FF.ics", f"/calendar/{'a' * 5000}.ics"]
    answers = [Client().get(path) for path in (ended, shut, *unknown)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers)) for answer in answers}) == 1


def test_a_suspended_or_closed_account_has_no_calendar(bob, charlie, ada):
    path = address_of(bob)
    suspend(user=bob, by=ada, reason="Spam.", until=None)
    assert Client().get(path).status_code == 404
    lift(user=bob, by=ada, reason="A mistake.")
    assert Client().get(path).status_code == 200
    path = address_of(charlie)
    close_account(user=charlie)
    assert Client().get(path).status_code == 404


def test_the_token_is_kept_and_logged_nowhere(bob, caplog):
    path = address_of(bob)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 22
    row = CalendarFeed.objects.values().get()
    assert token not in str(row)
    with caplog.at_level(logging.INFO):
        Client().get(path)
        Client().get(f"{path[:-5]}x.ics")
    logged = "\n".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "calendar_feeds:own" in logged
    ours = [record for record in caplog.records if record.name.startswith("inspire")]
    assert token[:-1] not in str([vars(record).get("route") for record in ours])
    assert all(token[:-1] not in record.getMessage() for record in ours)


def test_who_has_it_gets_304_until_something_changes(bob):
    path = address_of(bob)
    registration = seat(bob)
    tag = {"If-None-Match": Client().get(path)["ETag"]}
    registration.event.save_revision().publish()
    tag = {"If-None-Match": Client().get(path)["ETag"]}
    known = Client().get(path, headers=tag)
    assert (known.status_code, known.content) == (304, b"")
    assert known["Cache-Control"].startswith("private")
    actions.cancel_registration(registration_id=registration.pk)
    assert Client().get(path, headers=tag).status_code == 200


def test_only_members_make_an_address_and_only_for_themselves(client, bob, charlie):
    for answer in (client.get(page()), client.post(page())):
        assert answer.status_code == 302
        assert "login" in answer["Location"]
    seat(bob, title="Of Bob")
    assert "Of Bob" not in entries(address_of(charlie))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bob)
    assert strict.post(page()).status_code == 403


def test_it_is_part_of_the_copy_and_goes_with_the_account(bob):
    path = address_of(bob)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    copy = export_person(email=bob.email, user=bob)
    assert copy["calendar of events"][0]["made"]
    assert token not in str(copy)
    erase_person(email=bob.email, user=bob)
    assert not CalendarFeed.objects.exists()
    assert Client().get(path).status_code == 404


def test_it_speaks_the_language_of_its_owner(bob):
    bob.profile.language = "fr"
    bob.profile.save()
    path = address_of(bob)
    seat(bob)
    assert "En ligne" in Client().get(path).content.decode()


@pytest.mark.parametrize("number", [2, 20])
def test_it_asks_the_same_number_of_questions_for_two_and_for_twenty(bob, number):
    for _ in range(number):
        seat(bob)
    path = address_of(bob)
    Client().get(path)
    browser = Client()
    with CaptureQueriesContext(connection) as queries:
        browser.get(path)
    assert len(queries) == QUERIES, "\n".join(query["sql"][:200] for query in queries)


def test_the_links_to_other_calendars_carry_the_date_and_never_the_link_to_join(client, bob):
    event = EventFactory(title="Clay & Co, +1")
    seat(bob, event=event)
    client.force_login(bob)
    text = client.get(event.get_url()).content.decode()
    start = timezone.localtime(event.start, timezone.get_fixed_timezone(0))
    assert f"dates={start:%Y%m%dT%H%M%S}Z%2F" in text
    assert f"startdt={start:%Y-%m-%dT%H}%3A{start:%M}" in text
    assert "text=Clay%20%26%20Co%2C%20%2B1" in text
    for host in ("calendar.google.com", "outlook.live.com", "outlook.office.com"):
        (link,) = [part for part in text.split('href="') if part.startswith(f"https://{host}/")]
        assert "secret-room" not in link.split('"')[0]
        assert 'rel="noreferrer nofollow"' in link.split(">")[0]
