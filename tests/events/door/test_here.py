"""Checking in by oneself with the code in the room."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.door.codes import LETTERS
from events.door.models import Scan
from events.door.room_codes import is_room_code, room_code
from events.links import token_of
from events.models import Actor, State
from tests.factories.events import EventFactory, HoldFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def shown(event, session=None, *, back=0):
    return room_code(event, session, timezone.now(), back=back)


def type_in(client, mine, code):
    return client.post(reverse("door:here_by_link", args=(token_of(mine),)), {"code": code})


def test_the_code_of_this_minute_and_of_the_last_work_and_no_other(event, session):
    now = timezone.now()
    assert re.fullmatch(f"[{LETTERS}]{{6}}", room_code(event, None, now))
    for back, works in ((0, True), (1, True), (2, False), (-1, False)):
        assert is_room_code(room_code(event, None, now, back=back), event, None, now) is works
    assert not is_room_code(room_code(event, session, now), event, None, now)
    assert not is_room_code(room_code(EventFactory(), None, now), event, None, now)
    for text in ("", "\0", "é", "A" * 9999, "000000 "):
        assert not is_room_code(text, event, None, now)


def test_a_guest_checks_in_by_the_own_link(client, event, mine):
    page = type_in(client, mine, f" {shown(event).lower()} ")
    assert "Welcome, you are checked in" in page.text
    mine.refresh_from_db()
    assert (mine.state, mine.steps.last().actor) == (State.ATTENDED, Actor.PERSON)
    assert Scan.objects.get().way == "self"
    assert "You were checked in already" in type_in(client, mine, shown(event)).text


def test_a_member_signs_in_and_checks_in(client, event, bob):
    mine = RegistrationFactory(event=event, user=bob, email=bob.email)
    address = reverse("door:here", args=(event.pk,))
    page = client.get(f"{address}?code=ABC123")
    assert "sign-in=1&amp;code=ABC123" in page.text
    assert "login" in client.get(f"{address}?sign-in=1")["Location"]
    client.force_login(bob)
    assert 'value="ABC123"' in client.get(f"{address}?code=ABC123").text
    assert "Welcome" in client.post(address, {"code": shown(event)}).text
    mine.refresh_from_db()
    assert mine.has_come


def test_the_code_of_a_session_checks_in_there(client, event, mine, session):
    assert "Noted for “Morning”" in type_in(client, mine, shown(event, session)).text
    assert Scan.objects.get().session == session


def test_a_wrong_code_is_refused_and_the_typed_one_stays(client, mine):
    page = type_in(client, mine, "WRONG1")
    assert page.status_code == 409
    assert "This is not the code in the room" in page.text
    assert 'value="WRONG1"' in page.text
    mine.refresh_from_db()
    assert mine.state == State.CONFIRMED


def test_guessing_is_stopped(client, mine, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"events.here": "2/m"}
    assert [type_in(client, mine, "WRONG1").status_code for _ in range(3)] == [409, 409, 429]


def test_only_while_the_event_goes_on(client, event, mine):
    code = shown(event)
    for start, end in ((1, 2), (-3, -1)):
        event.start, event.end = (timezone.now() + timedelta(hours=n) for n in (start, end))
        event.save()
        assert type_in(client, mine, code).status_code == 409
        assert "Not now" in client.get(reverse("door:here_by_link", args=(token_of(mine),))).text


def test_without_a_sure_seat_the_code_does_nothing(client, event):
    waits = HoldFactory(event=event)
    assert type_in(client, waits, shown(event)).status_code == 409
    waits.refresh_from_db()
    assert waits.state == State.PENDING


def test_a_stranger_is_told_what_to_do(client, event, charlie):
    client.force_login(charlie)
    page = client.get(reverse("door:here", args=(event.pk,)))
    assert "You are not registered for this event" in page.text


def test_the_room_is_shown_by_helpers_only(client, event, helper, session, bob):
    address = reverse("door:room", args=(event.pk,))
    assert client.get(address).status_code == 302
    client.force_login(bob)
    assert client.get(address).status_code == 403
    client.force_login(helper)
    assert shown(event) in client.get(address).text
    told = client.get(reverse("door:room_code", args=(event.pk,)), {"session": session.pk}).json()
    assert told["code"] in (shown(event, session), shown(event, session, back=1))
    assert 0 < told["seconds"] <= 60
    assert told["picture"].startswith('<svg role="img"')
    for wrong in ("x", "9" * 30, "999999"):
        assert client.get(address, {"session": wrong}).status_code == 404
