"""What the devices at the door send and get."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.door.actions.ticketing import ticket_code
from events.door.codes import digest_of
from events.door.models import Scan
from events.models import State
from tests.events.door.conftest import post, sent
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def get(client, name, event, **query):
    return client.get(reverse(f"door:{name}", args=(event.pk,)), query)


def test_a_scan_is_answered_with_a_name_and_a_verdict(door, event, mine):
    answer = post(door, event, sent(mine)).json()["answers"][0]
    assert (answer["verdict"], answer["name"], answer["organisation"]) == (
        "ok",
        "Gus Guest",
        "A joinery (example)",
    )
    again = post(door, event, sent(mine), device="Back door").json()["answers"][0]
    assert again["verdict"] == "duplicate"
    assert again["earlier"].endswith("on “Front door” by Hanna Helper")


def test_a_device_without_hashes_sends_the_code(door, event, mine):
    assert post(door, event, sent(code=ticket_code(mine))).json()["answers"][0]["counts"]


def test_one_bad_scan_does_no_harm_to_the_others(door, event, mine):
    bad = (
        *({}, {"nonce": "x"}, {"nonce": str(uuid.uuid4()), "at": "yesterday"}),
        *(sent(digest="short"), sent(digest="g" * 64), sent(person=True), sent(person="1")),
        *(sent(person=-1), sent(person=2**80), sent(mine, session=999), sent(mine, session=[])),
        *(sent(mine, at="0001-01-01T00:00:00+00:00"), sent(mine, at="2026-01-01T00:00:00")),
        *(sent(mine, nonce={"a": 1}), sent(code="A" * 5000)),
    )
    answers = post(door, event, *bad, sent(mine)).json()["answers"]
    assert all("problem" in answer for answer in answers[:-1])
    assert answers[-1]["verdict"] == "ok"


def test_what_is_no_batch_is_refused_with_a_reason(door, event):
    address = reverse("door:scans", args=(event.pk,))
    for body in (
        *("", "null", "[]", "{", '{"scans": []}', '{"scans": {}, "sent_at": 1}', "\xff"),
        json.dumps({"sent_at": "now", "scans": []}),
        json.dumps({"sent_at": timezone.now().isoformat(), "scans": ["x"]}),
        "[" * 90_000,
        " " * 100_001,
    ):
        response = door.post(address, body, content_type="application/json")
        assert response.status_code == 400, body[:50]
        assert response.json()["problem"]
    assert post(door, event, *[sent(digest="0" * 64) for _ in range(101)]).status_code == 400
    assert not Scan.objects.exists()


def test_a_batch_sent_twice_changes_nothing_the_second_time(door, event, mine):
    batch = [sent(mine), sent(mine), {"kind": "undo", "nonce": str(uuid.uuid4()), "at": "x"}]
    first, second = (post(door, event, *batch).json()["answers"] for _ in range(2))
    assert [one.get("verdict") for one in first] == ["ok", "duplicate", None]
    assert [one.get("verdict") for one in second] == ["ok", "duplicate", None]
    assert Scan.objects.count() == 2


def test_what_was_noted_without_a_connection_keeps_both_clocks(door, event, mine):
    slow = timezone.now() - timedelta(days=400)  # the clock of the device
    at = slow - timedelta(minutes=12)
    post(door, event, sent(mine, at=at.isoformat(), offline=True), sent_at=slow.isoformat())
    scan = Scan.objects.get()
    assert scan.was_offline
    assert scan.at_device == at
    assert abs(scan.at_server - scan.at - timedelta(minutes=12)) < timedelta(seconds=5)


def test_a_scan_that_comes_late_was_offline_whatever_it_says(door, event, mine):
    at = timezone.now() - timedelta(minutes=2)
    post(door, event, sent(mine, at=at.isoformat()))
    assert Scan.objects.get().was_offline


def test_taking_back_is_sent_like_a_scan(door, event, mine):
    scan = sent(mine)
    post(door, event, scan)
    undo = {"kind": "undo", "nonce": scan["nonce"], "at": timezone.now().isoformat()}
    assert post(door, event, undo).json()["answers"] == [{"nonce": scan["nonce"], "undone": True}]
    mine.refresh_from_db()
    assert mine.state == State.CONFIRMED


def test_the_list_of_people_has_no_address_and_an_end(door, event, mine):
    RegistrationFactory(event=EventFactory(), name="From elsewhere")
    RegistrationFactory(event=event, name="Away", state=State.CANCELLED)
    response = get(door, "people", event)
    found = response.json()
    assert mine.email not in response.text
    assert "Away" not in response.text
    digest = digest_of(ticket_code(mine))
    assert [mine.pk, "Gus Guest", "A joinery (example)", True, digest] in found["people"]
    assert [row[1:4] for row in found["people"]] == [
        ["", "", False],
        ["Gus Guest", "A joinery (example)", True],
    ]
    until = timezone.datetime.fromisoformat(found["until"])
    assert until <= timezone.now() + timedelta(hours=24)
    assert "no-store" in response["Cache-Control"]
    event.start, event.end = (timezone.now() - timedelta(hours=30 - n) for n in (0, 1))
    event.save()
    assert (
        timezone.datetime.fromisoformat(get(door, "people", event).json()["until"])
        <= timezone.now()
    )


def test_devices_hear_of_each_other(door, event, mine):
    before = get(door, "state", event).json()
    assert before["counts"] == {"present": 0, "expected": 1}
    scan = sent(mine, offline=True)
    post(door, event, scan)
    after = get(door, "state", event, since=before["cursor"], after=before["at"]).json()
    assert after["counts"] == {"present": 1, "expected": 1}
    told = after["news"][0]
    assert (told["nonce"], told["person"], told["offline"]) == (scan["nonce"], mine.pk, True)
    post(door, event, {"kind": "undo", "nonce": scan["nonce"], "at": timezone.now().isoformat()})
    later = get(door, "state", event, since=after["cursor"], after=after["at"]).json()
    assert later["undone"] == [scan["nonce"]]
    assert get(door, "people", event).json()["present"] == []


def test_counts_are_those_of_the_session(door, event, mine, session):
    post(door, event, sent(mine))
    counts = get(door, "state", event, session=session.pk).json()["counts"]
    assert counts == {"present": 0, "expected": 1}
    post(door, event, sent(mine, session=session.pk))
    counts = get(door, "state", event, session=session.pk).json()["counts"]
    assert counts == {"present": 1, "expected": 1}


def test_strange_questions_get_plain_answers(door, event):
    for query in ({"since": "x"}, {"since": "9" * 30}, {"after": "%"}, {"session": "x"}):
        assert get(door, "state", event, **query).status_code == 200
    assert get(door, "search", event, q="\0%_\\").json() == {"people": []}
    assert door.get(reverse("door:scans", args=(event.pk,))).status_code == 405


def test_who_may_not_gets_a_reason_as_json(client, event, bob):
    for name in ("people", "state", "search"):
        assert get(client, name, event).status_code == 401
    assert post(client, event).status_code == 401
    client.force_login(bob)
    for name in ("people", "state", "search"):
        response = get(client, name, event)
        assert (response.status_code, "problem" in response.json()) == (403, True)
    assert post(client, event).status_code == 403


def test_a_helper_of_one_event_reaches_no_other(door, mine):
    other = EventFactory()
    assert get(door, "people", other).status_code == 403
    assert post(door, other, sent(mine)).status_code == 403


def test_a_flood_is_told_when_to_come_again(door, event, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"events.door": "1/m"}
    post(door, event)
    response = post(door, event)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60


def test_a_form_of_another_site_checks_nobody_in(event, helper, mine):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(helper)
    assert post(strict, event, sent(mine)).status_code == 403
    assert not Scan.objects.exists()


def test_an_answer_costs_few_queries(door, event, mine, django_assert_max_num_queries):
    post(door, event, sent(digest="0" * 64))
    with django_assert_max_num_queries(16):
        post(door, event, sent(mine))
