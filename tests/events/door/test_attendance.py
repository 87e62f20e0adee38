"""Who was there, when, at which sessions, for how long; whatever the order of the proofs."""

import uuid
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.door import actions
from events.door.actions import Sighting
from events.door.attendance import Attendance, attendance_of, attendances_of, union_minutes
from events.door.models import AttendanceReport, DoorBook, Stay, Way
from events.door.refusals import NothingToUndo, NotOver
from events.models import Registration, Session, State
from events.refusals import StateChanged
from tests.events.door.conftest import sighting
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


def came(mine, **more):
    actions.record(event=mine.event, sighting=sighting(mine, **more), by=None)
    return Registration.objects.get(pk=mine.pk)


def over(event):
    event.start, event.end = (timezone.now() - timedelta(hours=n) for n in (5, 1))
    event.save()


def test_nothing_is_proven_before_somebody_was_seen(mine):
    assert attendance_of(mine) == Attendance()
    assert not attendance_of(mine).is_verified


def zone_by_day():
    """Return a zone where no midnight is near, whatever the hour of the test."""
    return "Europe/Brussels" if 3 <= timezone.now().hour < 18 else "Pacific/Auckland"


def test_who_came_to_the_door_was_there_for_the_hours_of_the_day(event, mine):
    event.time_zone = mine.event.time_zone = zone_by_day()
    event.save()
    found = attendance_of(came(mine))
    assert found.is_verified
    assert found.minutes == 240
    assert len(found.days) == 1
    assert found.sessions == ()


def test_sessions_count_with_their_own_length_and_overlap_once(event, mine, session):
    later = Session.objects.create(
        event=event,
        title="Beside it",
        start=session.start + timedelta(minutes=60),
        end=session.end + timedelta(minutes=30),
    )
    came(mine, session=session)
    found = attendance_of(came(mine, session=later))
    assert found.sessions == (session, later)
    assert found.minutes == 150


def test_the_minutes_of_a_report_weigh_more_than_the_length(event, mine, session):
    report = AttendanceReport.objects.create(
        event=event, session=session, digest="x", kind="zoom", minimum_minutes=30
    )
    mine = came(mine, session=session)
    stay = {"registration": mine, "report": report, "session": session, "is_enough": True}
    Stay.objects.create(minutes=71, **stay)
    assert attendance_of(mine).minutes == 71


def test_of_several_days_each_day_counts_for_itself(event, mine):
    event.start = (timezone.now() - timedelta(days=2)).replace(hour=8, minute=0, second=0)
    event.end = timezone.now().replace(hour=16, minute=0, second=0) + timedelta(days=1)
    event.time_zone = "UTC"
    event.save()
    mine.event = event
    came(mine, ago=24 * 60)
    found = attendance_of(came(mine))
    assert len(found.days) == 2
    assert found.minutes == 2 * 8 * 60


def test_many_people_cost_as_many_queries_as_one(event, django_assert_num_queries):
    people = RegistrationFactory.create_batch(4, event=event, state=State.ATTENDED)
    with django_assert_num_queries(3):
        assert len(attendances_of(people)) == 4


def test_minutes_are_counted_once():
    at = timezone.now()
    minute = timedelta(minutes=1)
    spans = [(at, at + 10 * minute), (at + 5 * minute, at + 8 * minute), (at, at + 12 * minute)]
    assert union_minutes(spans) == 12
    assert union_minutes([*spans, (at + 20 * minute, at + 21 * minute)]) == 13
    assert union_minutes([]) == 0


def test_by_hand_somebody_is_present_or_absent_with_a_reason(event, mine, helper):
    over(event)
    actions.set_present(registration=mine, session=None, by=helper, reason="Signed the list")
    mine.refresh_from_db()
    assert (mine.state, mine.steps.last().reason) == (State.ATTENDED, "Signed the list")
    actions.set_absent(registration_id=mine.pk, session=None, by=helper, reason="Mixed up")
    mine.refresh_from_db()
    assert (mine.state, mine.steps.last().reason) == (State.NO_SHOW, "Mixed up")
    actions.set_present(registration=mine, session=None, by=helper, reason="After all")
    mine.refresh_from_db()
    assert mine.state == State.ATTENDED


def test_absent_at_one_session_is_not_absent_at_all(event, mine, session, helper):
    came(mine)
    came(mine, session=session)
    actions.set_absent(registration_id=mine.pk, session=session, by=helper, reason="Left")
    mine.refresh_from_db()
    assert mine.state == State.ATTENDED
    assert attendance_of(mine).sessions == ()
    mine.state = State.CANCELLED
    mine.save()
    with pytest.raises(StateChanged):
        actions.set_absent(registration_id=mine.pk, session=None, by=helper, reason="x")


def test_closing_marks_who_was_not_seen_and_leaves_the_others(event, mine, helper):
    seen, waits = (
        came(RegistrationFactory(event=event)),
        RegistrationFactory(event=event, state=State.APPROVAL, confirmed_at=None),
    )
    with pytest.raises(NotOver):
        actions.close_attendance(event=event, by=helper)
    over(event)
    for _ in range(2):
        actions.close_attendance(event=event, by=helper)
        while actions.mark_absent(limit=1):
            pass
    states = {one.pk: one.state for one in Registration.objects.filter(event=event)}
    assert states == {
        mine.pk: State.NO_SHOW,
        seen.pk: State.ATTENDED,
        waits.pk: State.APPROVAL,
    }
    assert mine.steps.get().by == helper
    assert DoorBook.objects.get().closed_by == helper


def test_a_scan_that_arrives_after_the_closing_still_counts(event, mine, helper):
    over(event)
    actions.close_attendance(event=event, by=helper)
    actions.mark_absent()
    scan = sighting(mine, ago=120, was_offline=True)
    actions.record(event=event, sighting=scan, by=helper)
    mine.refresh_from_db()
    assert mine.state == State.ATTENDED
    now = timezone.now()
    actions.annul(event=event, nonce=scan.nonce, at=scan.at, sent_at=now, by=helper)
    mine.refresh_from_db()
    assert mine.state == State.NO_SHOW


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["scan", "undo"]),
        st.integers(0, 3),  # which nonce
        st.integers(0, 1),  # at the event or the session
        st.integers(0, 20),  # minutes ago
    ),
    max_size=8,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=DEEDS, data=st.data())
def test_any_order_and_repetition_of_the_same_scans_ends_in_the_same_attendance(
    event, session, deeds, data
):
    now = timezone.now()
    seen: dict = {}
    # One nonce is one scan: where, when and of whom are fixed by the first that bears it.
    facts = [
        (kind, *seen.setdefault((kind, nonce), (nonce, *rest))) for kind, nonce, *rest in deeds
    ]
    shuffled = data.draw(
        st.permutations(
            facts + data.draw(st.lists(st.sampled_from(facts)) if facts else st.just([]))
        )
    )
    ends = []
    for history in (facts, shuffled):
        mine = RegistrationFactory(event=event)
        nonces = [uuid.uuid4() for _ in range(4)]
        for kind, number, place, ago in history:
            at = now - timedelta(minutes=ago)
            if kind == "undo":
                with suppress(NothingToUndo):
                    actions.annul(event=event, nonce=nonces[number], at=at, sent_at=now, by=None)
                continue
            actions.record(
                event=event,
                sighting=Sighting(
                    nonce=nonces[number],
                    at=at,
                    sent_at=now,
                    registration_id=mine.pk,
                    session=session if place else None,
                    way=Way.LIST,
                ),
                by=None,
            )
        mine.refresh_from_db()
        found = attendance_of(mine)
        ends.append((mine.state, found.sessions, found.minutes, len(found.days)))
    assert ends[0] == ends[1]
