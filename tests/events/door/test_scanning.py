"""Scans: the verdicts, each once, and what follows for the registration."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from events.door import actions
from events.door.actions.scanning import happened_at
from events.door.actions.ticketing import ticket_code
from events.door.codes import digest_of
from events.door.models import Annulment, Scan, Way
from events.door.refusals import NonceTaken, NothingToUndo
from events.models import Actor, State
from tests.events.door.conftest import sighting
from tests.factories.events import EventFactory, HoldFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def scan(event, by=None, **more):
    return actions.record(event=event, sighting=sighting(**more), by=by)


def test_the_first_scan_marks_who_came_and_says_who_let_them_in(event, mine, helper):
    answer = scan(event, mine=mine, by=helper, device="Front door")
    mine.refresh_from_db()
    assert (answer.verdict, mine.state) == ("ok", State.ATTENDED)
    step = mine.steps.last()
    assert (step.before, step.after, step.actor, step.by) == (
        State.CONFIRMED,
        State.ATTENDED,
        Actor.STAFF,
        helper,
    )
    assert Scan.objects.get().digest == ""


def test_a_second_scan_is_told_with_who_and_when(event, mine, helper):
    first = scan(event, mine=mine, by=helper, device="Front door")
    answer = scan(event, mine=mine, device="Back door")
    assert answer.verdict == "duplicate"
    assert answer.earlier == first.scan
    assert answer.earlier.by == helper
    assert mine.steps.count() == 1


def test_a_scan_sent_again_is_one_scan_and_has_the_same_answer(event, mine):
    once = sighting(mine)
    first = actions.record(event=event, sighting=once, by=None)
    again = actions.record(event=event, sighting=once, by=None)
    assert (first.verdict, again.verdict) == ("ok", "ok")
    assert (first.is_replay, again.is_replay) == (False, True)
    assert Scan.objects.count() == 1
    double = sighting(mine)
    answers = [actions.record(event=event, sighting=double, by=None) for _ in range(2)]
    assert [answer.verdict for answer in answers] == ["duplicate", "duplicate"]
    assert answers[1].earlier == answers[0].earlier == first.scan


def test_one_number_is_never_two_scans(event, mine, session):
    other = RegistrationFactory(event=event)
    nonce = uuid.uuid4()
    scan(event, mine=mine, nonce=nonce)
    for different in (
        sighting(nonce=nonce, registration_id=other.pk),
        sighting(mine, nonce=nonce, session=session),
    ):
        with pytest.raises(NonceTaken):
            actions.record(event=event, sighting=different, by=None)
    with pytest.raises(NonceTaken):
        actions.record(event=EventFactory(), sighting=sighting(mine, nonce=nonce), by=None)


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (State.CANCELLED, "cancelled"),
        (State.DECLINED, "not-confirmed"),
        (State.EXPIRED, "not-confirmed"),
        (State.APPROVAL, "not-confirmed"),
        (State.NO_SHOW, "ok"),
    ],
)
def test_only_a_sure_seat_opens_the_door(event, state, verdict):
    mine = RegistrationFactory(event=event)
    code = digest_of(ticket_code(mine))
    actions.ensure_tickets(event)
    mine.state = state
    mine.save()
    assert scan(event, digest=code).verdict == verdict
    mine.refresh_from_db()
    assert mine.state == (State.ATTENDED if verdict == "ok" else state)


def test_a_hold_is_no_sure_seat(event):
    assert scan(event, registration_id=HoldFactory(event=event).pk).verdict == "not-confirmed"


def test_an_unknown_code_is_kept_as_a_digest_only(event):
    digest = digest_of("0" * 26)
    answer = scan(event, digest=digest)
    assert (answer.verdict, answer.registration) == ("unknown", None)
    assert Scan.objects.get().digest == digest


def test_a_ticket_of_another_event_of_these_days_says_so_and_not_whose_it_is(event):
    other = EventFactory(start=timezone.now() + timedelta(hours=4))
    answer = scan(event, mine=RegistrationFactory(event=other))
    assert (answer.verdict, answer.registration) == ("wrong-event", None)
    assert Scan.objects.get().registration is None
    other.registrations.get(state=State.CONFIRMED)


def test_the_door_opens_a_day_before_and_closes_a_day_after(mine, event):
    event.start, event.end = (timezone.now() + timedelta(hours=25, minutes=n) for n in (0, 60))
    assert scan(event, mine=mine).verdict == "too-early"
    event.start, event.end = (timezone.now() - timedelta(hours=25, minutes=n) for n in (60, 0))
    assert scan(event, mine=mine).verdict == "too-late"
    event.end = timezone.now() - timedelta(hours=23)
    assert scan(event, mine=mine).verdict == "ok"


def test_a_cancelled_event_lets_nobody_in(event, mine):
    event.is_cancelled = True
    assert scan(event, mine=mine).verdict == "event-cancelled"


def test_a_session_is_another_door_than_the_event(event, mine, session):
    assert scan(event, mine=mine).verdict == "ok"
    assert scan(event, mine=mine, session=session).verdict == "ok"
    assert scan(event, mine=mine, session=session).verdict == "duplicate"


def test_the_next_day_is_another_day_by_the_clock_of_the_event(mine, event):
    event.start = timezone.now() - timedelta(days=3)
    assert scan(event, mine=mine, ago=24 * 60).verdict == "ok"
    assert scan(event, mine=mine).verdict == "ok"
    assert scan(event, mine=mine).verdict == "duplicate"


def test_taking_back_the_only_scan_takes_back_the_attendance(event, mine, helper):
    first = scan(event, mine=mine)
    now = timezone.now()
    for _ in range(2):
        actions.annul(event=event, nonce=first.scan.nonce, at=now, sent_at=now, by=helper)
    mine.refresh_from_db()
    assert mine.state == State.CONFIRMED
    assert Annulment.objects.count() == 1
    assert scan(event, mine=mine).verdict == "ok"


def test_taking_back_one_of_two_scans_leaves_who_came(event, mine):
    first = scan(event, mine=mine)
    scan(event, mine=mine)
    now = timezone.now()
    actions.annul(event=event, nonce=first.scan.nonce, at=now, sent_at=now, by=None)
    mine.refresh_from_db()
    assert mine.state == State.ATTENDED


def test_an_old_scan_is_not_taken_back_at_the_door(event, mine):
    first = scan(event, mine=mine, ago=16)
    now = timezone.now()
    with pytest.raises(NothingToUndo):
        actions.annul(event=event, nonce=first.scan.nonce, at=now, sent_at=now, by=None)
    assert not Annulment.objects.exists()


def test_what_was_taken_back_before_it_came_never_counts(event, mine):
    nonce, now = uuid.uuid4(), timezone.now()
    actions.annul(event=event, nonce=nonce, at=now, sent_at=now, by=None)
    assert scan(event, mine=mine, nonce=nonce).verdict == "ok"
    mine.refresh_from_db()
    assert mine.state == State.CONFIRMED


def test_a_wrong_clock_of_a_device_is_put_right_by_how_far_it_is_off():
    now = timezone.now()
    wrong = now - timedelta(days=900)
    ago = timedelta(minutes=7)
    assert happened_at(wrong - ago, wrong, now) == now - ago
    assert happened_at(wrong + ago, wrong, now) == now
    assert happened_at(wrong - timedelta(days=99), wrong, now) == now - timedelta(days=7)


def test_what_happened_is_never_rewritten(event, mine):
    kept = scan(event, mine=mine).scan
    with pytest.raises(TypeError):
        kept.save()


def test_one_of_the_list_is_checked_in_without_a_ticket(event, mine):
    answer = scan(event, registration_id=mine.pk, way=Way.LIST)
    assert (answer.verdict, answer.scan.way) == ("ok", "list")
    assert scan(event, registration_id=2**61).verdict == "unknown"


def test_a_lost_race_for_the_same_scan_answers_like_the_winner(event, mine, monkeypatch):
    from events.door.actions import scanning

    once = sighting(mine)
    real, calls = scanning._replayed, []

    def blind_at_first(*what):
        calls.append(1)
        return None if len(calls) == 1 else real(*what)

    first = actions.record(event=event, sighting=once, by=None)
    monkeypatch.setattr(scanning, "_replayed", blind_at_first)
    again = actions.record(event=event, sighting=once, by=None)
    assert (again.scan, again.is_replay) == (first.scan, True)
    assert Scan.objects.count() == 1
