"""Whoever met somebody at a brokerage event tells what came of it, and is asked once more."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.rights import erase_person, export_person
from events.afterwards import actions
from events.afterwards.links import MEETINGS, SURVEY, meetings_link, token_of
from events.afterwards.models import Meeting
from events.afterwards.refusals import TooManyMeetings
from events.models import State
from outbox.models import Message
from tests.events.papers.conftest import organiser  # noqa: F401 - a fixture
from tests.factories.events import PastEventFactory, RegistrationFactory
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db):
    kind = Term.objects.get_by_code(Scheme.EVENT_TYPE, "brokerage")
    return PastEventFactory(title="Makers meet buyers", event_type=kind, capacity=None)


@pytest.fixture
def maker(event):
    return RegistrationFactory(
        event=event, name="Maria Example", organisation="Tile Works", state=State.ATTENDED
    )


def page(registration) -> str:
    return f"/meet/afterwards/meetings/{token_of(registration, MEETINGS)}/"


def test_a_person_records_a_meeting_and_later_what_came_of_it(client, event, maker):
    assert meetings_link(maker).endswith(page(maker))
    added = client.post(
        page(maker), {"other_side": "Buyer Ltd", "outcome": "talks", "note": "On tiles"}
    )
    assert added.status_code == 303
    meeting = Meeting.objects.get()
    assert (meeting.one_side, meeting.other_side) == ("Tile Works", "Buyer Ltd")
    assert "Buyer Ltd" in client.get(page(maker)).content.decode()
    client.post(page(maker), {"deed": "tell", "meeting": meeting.pk, "outcome": "contract"})
    meeting.refresh_from_db()
    assert meeting.outcome == "contract"
    client.post(page(maker), {"deed": "forget", "meeting": meeting.pk})
    assert not Meeting.objects.exists()


def test_nobody_touches_the_meetings_of_another(client, event, maker):
    other = RegistrationFactory(event=event)
    theirs = actions.record_meeting(
        event=event, registration=other, other_side="X", outcome="unknown"
    )
    for deed in ("tell", "forget", "eat"):
        given = {"deed": deed, "meeting": theirs.pk, "outcome": "contract"}
        client.post(page(maker), given)
    theirs.refresh_from_db()
    assert theirs.outcome == "unknown"
    assert "X" not in [one.other_side for one in Meeting.objects.of(maker)]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"other_side": "", "outcome": "talks"},
        {"other_side": "X", "outcome": "marriage"},
        {"other_side": "x" * 201, "outcome": "talks"},
    ],
)
def test_nonsense_is_answered_beside_the_field(client, event, maker, given):
    assert client.post(page(maker), given).status_code == 422
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("number", ["", "0", "²", "-1", "9" * 40])
def test_a_meeting_that_there_is_not_is_passed_over(client, event, maker, number):
    given = {"deed": "tell", "meeting": number, "outcome": "talks"}
    assert client.post(page(maker), given).status_code == 303


def test_other_events_and_other_links_have_no_such_page(client, maker):
    plain = RegistrationFactory(event=PastEventFactory(), state=State.ATTENDED)
    assert meetings_link(plain) == ""
    assert client.get(page(plain)).status_code == 410
    assert client.get(page(maker).replace("meetings", "survey")).status_code == 404
    survey = f"/meet/afterwards/meetings/{token_of(maker, SURVEY)}/"
    assert client.get(survey).status_code == 404


def test_nobody_records_meetings_without_end(event, maker, monkeypatch):
    monkeypatch.setattr("events.afterwards.actions.meetings.MOST", 1)
    told = {"event": event, "registration": maker, "other_side": "X", "outcome": "talks"}
    actions.record_meeting(**told)
    with pytest.raises(TooManyMeetings):
        actions.record_meeting(**told)


def test_the_desk_counts_records_and_hands_out(client, organiser, event, maker):  # noqa: F811
    desk = reverse("afterwards_desk:home", args=(event.pk,))
    record = reverse("afterwards_desk:meeting", args=(event.pk,))
    given = {"one_side": "=A", "other_side": "B", "outcome": "proposal"}
    assert client.post(record, given).status_code == 303
    meeting = Meeting.objects.get()
    assert meeting.recorded_by == organiser
    assert "A joint proposal: 1" in client.get(desk).content.decode()
    client.post(record, {"meeting": meeting.pk, "outcome": "contract"})
    assert "A contract: 1" in client.get(desk).content.decode()
    assert client.post(record, {"one_side": "", "outcome": "x"}).status_code == 422
    lines = client.get(reverse("afterwards_desk:meetings", args=(event.pk, "csv")))
    assert "'=A,B,A contract" in lines.content.decode()
    assert (
        client.get(reverse("afterwards_desk:meetings", args=(event.pk, "xlsx"))).status_code == 200
    )


def test_a_stranger_sees_nothing_at_the_desk(client, event, bob):
    client.force_login(bob)
    assert client.get(reverse("afterwards_desk:home", args=(event.pk,))).status_code in (302, 403)
    answers = reverse("afterwards_desk:meetings", args=(event.pk, "csv"))
    assert client.get(answers).status_code in (302, 403)


def test_some_months_later_each_is_asked_once_about_what_is_open(event, maker):
    for outcome in ("talks", "unknown", "nothing"):
        actions.record_meeting(event=event, registration=maker, other_side="X", outcome=outcome)
    done = RegistrationFactory(event=event, state=State.ATTENDED)
    actions.record_meeting(event=event, registration=done, other_side="Y", outcome="contract")
    assert actions.ask_again() == 0
    Meeting.objects.update(updated_at=timezone.now() - timedelta(days=121))
    assert actions.ask_again() == 1
    assert actions.ask_again() == 0
    (mail,) = Message.objects.all()
    assert mail.to_address == maker.email
    assert page(maker) in mail.text


def test_erasing_a_person_keeps_the_count_and_takes_the_names(event, maker):
    actions.record_meeting(
        event=event, registration=maker, other_side="Buyer", outcome="contract", note="Word"
    )
    told = export_person(email=maker.email, user=None)["meetings at events"]
    assert told[0]["with"] == "Buyer"
    erase_person(email=maker.email, user=None)
    meeting = Meeting.objects.get()
    assert (meeting.one_side, meeting.other_side, meeting.note) == ("", "", "")
    assert (meeting.registration, meeting.outcome) == (None, "contract")
