"""The tab "Door" at an event's desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.door import actions
from events.door.models import AttendanceReport, DoorBook, Scan, Ticket
from events.models import State
from tests.events.door.conftest import sighting
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(event):
    """Return the address of the tab."""
    return reverse("door_desk:attendance", args=(event.pk,))


def test_the_tab_tells_who_was_there_and_filters(ada, client, event, mine, session, desk):
    client.force_login(ada)
    away = RegistrationFactory(event=event, name="Away Other", organisation="Far mill")
    actions.record(event=event, sighting=sighting(mine), by=None)
    actions.record(event=event, sighting=sighting(mine, session=session), by=None)
    page = client.get(desk).text
    assert "1 of 2 were there" in page
    assert "Gus Guest" in page
    assert "Morning" in page
    for query, here, gone in (
        ({"shown": "present"}, "Gus Guest", "Away Other"),
        ({"shown": "absent"}, "Away Other", "Gus Guest"),
        ({"q": "far"}, "Away Other", "Gus Guest"),
        ({"q": away.email}, "Away Other", "Gus Guest"),
        ({"session": session.pk, "shown": "present"}, "Gus Guest", "Away Other"),
    ):
        page = client.get(desk, query).text
        assert here in page, query
        assert gone not in page, query
    for query in ({"p": "x"}, {"session": "x"}, {"shown": "x"}, {"q": "\0%"}, {"p": "9" * 30}):
        assert client.get(desk, query).status_code == 200


def test_the_list_costs_as_many_queries_for_many(
    ada, client, event, desk, django_assert_max_num_queries
):
    client.force_login(ada)
    RegistrationFactory.create_batch(30, event=event, state=State.ATTENDED)
    client.get(desk)
    with django_assert_max_num_queries(18):
        client.get(desk)


def test_somebody_is_put_right_by_hand_with_a_reason(ada, client, mine):
    client.force_login(ada)
    address = reverse("door_desk:by_hand", args=(mine.pk,))
    assert "Write how you know" in client.post(address, {"is_present": "yes"}).text
    client.post(address, {"is_present": "yes", "reason": "Signed on paper"})
    mine.refresh_from_db()
    assert mine.state == State.ATTENDED
    assert "Signed on paper" in client.get(address).text
    client.post(address, {"is_present": "no", "reason": "Wrong line"})
    mine.refresh_from_db()
    assert mine.state == State.CONFIRMED
    assert "taken back" in client.get(address).text


def test_a_cancelled_seat_is_not_marked_as_there(ada, client, mine):
    client.force_login(ada)
    mine.state = State.CANCELLED
    mine.save()
    address = reverse("door_desk:by_hand", args=(mine.pk,))
    for said in ("yes", "no"):
        assert client.post(address, {"is_present": said, "reason": "x"}).status_code == 200
    mine.refresh_from_db()
    assert mine.state == State.CANCELLED


def test_attendance_is_closed_from_the_desk_once_the_event_is_over(ada, client, event, mine, desk):
    client.force_login(ada)
    address = reverse("door_desk:close", args=(event.pk,))
    client.post(address)
    assert not DoorBook.objects.exists()
    event.start, event.end = (timezone.now() - timedelta(hours=n) for n in (3, 1))
    event.save()
    assert "Close the attendance" in client.get(desk).text
    client.post(address)
    mine.refresh_from_db()
    assert mine.state == State.NO_SHOW
    assert "Attendance was closed on" in client.get(desk).text


def test_what_was_not_needed_any_more_is_forgotten_and_the_proof_stays(event, mine):
    actions.record(event=event, sighting=sighting(mine, device="Front"), by=None)
    actions.record(event=event, sighting=sighting(digest="0" * 64), by=None)
    assert actions.forget(days=30) == 0
    event.start, event.end = (timezone.now() - timedelta(days=n) for n in (33, 32))
    event.save()
    assert actions.forget(days=30) == 3
    assert actions.forget(days=30) == 0
    assert not Ticket.objects.exists()
    assert (Scan.objects.get().registration, Scan.objects.get().device) == (mine, "")


def test_a_person_gets_and_takes_away_what_the_door_knows(event, bob, helper):
    from community.members.rights import erase_person, export_person

    mine = RegistrationFactory(event=event, user=bob, email=bob.email)
    actions.record(event=event, sighting=sighting(mine, device="Bob's phone"), by=bob)
    line = {
        "address": bob.email,
        "name": "Bob",
        "minutes": 5,
        "came_at": None,
        "registration": None,
    }
    report = AttendanceReport.objects.create(
        event=event, digest="x", kind="zoom", minimum_minutes=5, people=[line], made_by=bob
    )
    told = export_person(email=bob.email, user=bob)
    assert [one["said"] for one in told["attendance"]] == ["ok"]
    assert told["work at the door"][0]["device"] == "Bob's phone"
    assert {"event": event.title, "name": "Bob", "minutes": 5} in told["reports of webinars"]
    erase_person(email=bob.email, user=bob)
    report.refresh_from_db()
    scan = Scan.objects.get()
    assert (report.people, report.made_by, scan.by, scan.device) == ([], None, None, "")
    assert not Ticket.objects.filter(registration=mine).exists()
