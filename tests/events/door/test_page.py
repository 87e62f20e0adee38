"""The page at the door, for whom it opens, and what it does without scripts."""

import re

import pytest
from django.urls import reverse

from events.door.actions.ticketing import ticket_code
from events.door.models import Scan
from events.links import token_of
from events.models import EventRole, State
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(event):
    """Return the address of the door."""
    return reverse("door:door", args=(event.pk,))


def test_the_door_opens_for_helpers_hosts_and_administrators_only(client, event, address, people):
    assert client.get(address)["Location"].startswith(reverse("account_login"))
    roles = EventRole.Role
    for role, status in ((roles.DOOR, 200), (roles.HOST, 200), (roles.VIEWER, 403)):
        user = UserFactory()
        EventRole.objects.create(event=event, user=user, role=role)
        client.force_login(user)
        assert client.get(address).status_code == status
    for name, status in (("member", 403), ("stranger", 403), ("administrator", 200)):
        client.force_login(people[name])
        assert client.get(address).status_code == status
    assert client.get(reverse("door:door", args=(99999,))).status_code == 404


def test_only_this_page_may_use_the_camera(door, address, event):
    response = door.get(address)
    assert "camera=(self)" in response["Permissions-Policy"]
    assert "microphone=()" in response["Permissions-Policy"]
    assert response["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "camera=()" in door.get(event.url)["Permissions-Policy"]


def test_the_page_itself_holds_no_name(door, address, mine):
    assert mine.name not in door.get(address).text
    assert "of 1 here" in door.get(address).text


def test_without_scripts_a_code_or_a_name_does_the_same(door, address, event, mine):
    page = door.post(address, {"text": ticket_code(mine).lower()}).text
    assert 'data-tone="good"' in page
    assert mine.name in page
    page = door.post(address, {"text": f"https://x.example/en/meet/seat/{token_of(mine)}/"}).text
    assert 'data-tone="warn"' in page
    assert "Scanned before" in page
    other = RegistrationFactory(event=event, name="Zoë Other", email="zoe@far.example")
    for words in ("zoë", "OTHER zoë", "far.example"):
        assert f'value="{other.pk}"' in door.post(address, {"text": words}).text
    page = door.post(address, {"person": str(other.pk), "text": "zoë"}).text
    assert 'data-tone="good"' in page


def test_the_form_sent_twice_is_one_scan(door, address, mine):
    nonce = re.search(r'name="nonce" value="([^"]+)"', door.get(address).text)[1]
    for _ in range(2):
        page = door.post(address, {"text": ticket_code(mine), "nonce": nonce}).text
        assert 'data-tone="good"' in page
    assert Scan.objects.count() == 1


def test_hostile_forms_get_a_clear_answer(door, address, event, mine):
    foreign = RegistrationFactory(event=EventFactory())
    for sent in (
        {"person": str(foreign.pk)},
        {"person": "9" * 30},
        {"person": "-1", "text": "%%%"},
        {"person": "²"},
        {"text": "\0\0"},
        {"text": "A" * 100_000},
        {"text": "/seat/" * 50},
        {"text": "0" * 26, "session": "x", "nonce": "x"},
        {"text": "0" * 26, "session": "9" * 18},
        {"text": "Gus", "session": "²"},
        {},
    ):
        response = door.post(address, sent)
        assert response.status_code == 200, sent
        assert foreign.name not in response.text
    mine.refresh_from_db()
    assert mine.state == State.CONFIRMED


def test_who_floods_the_door_is_asked_to_wait(door, address, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"events.door": "2/m"}
    assert [door.post(address, {"text": "x"}).status_code for _ in range(3)] == [200, 200, 429]


def test_the_worker_rules_the_door_only_and_names_files_that_exist(door, event, address, settings):
    response = door.get(reverse("door:worker", args=(event.pk,)))
    assert response["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in response
    assert f'"page": "{address}"' in response.text
    for name in re.findall(r'"(/static/[^"]+)"', response.text):
        assert door.get(name).status_code == 200, name


def test_the_session_chosen_stays_chosen(door, address, session, mine):
    page = door.post(address, {"text": ticket_code(mine), "session": session.pk}).text
    assert f'<option value="{session.pk}" selected>' in page
    assert Scan.objects.get().session == session


def test_the_page_asks_few_questions_however_many_come(
    door, address, event, django_assert_max_num_queries
):
    RegistrationFactory.create_batch(3, event=event)
    door.get(address)
    with django_assert_max_num_queries(14):
        door.get(address)
