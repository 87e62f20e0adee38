"""When time, place or the event itself changes: everyone's calendar is told, once."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import actions, receivers, tasks
from events.models import CalendarEntry, EventPage, Registration, State
from events.refusals import Busy, Refusal
from events.signals import event_changed
from outbox.models import Message
from tests.events import rfc5545
from tests.factories.events import EventFactory, HoldFactory, PastEventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def publish(event, **changes):
    event = EventPage.objects.get(pk=event.pk)
    for name, value in changes.items():
        setattr(event, name, value)
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


@pytest.fixture
def published(event):
    """Return an event whose calendar facts are known."""
    return publish(event)


def entries():
    """Return the calendar parts in the order in which they were posted."""
    mails = Message.objects.exclude(calendar=None).order_by("pk")
    return [rfc5545.read(bytes(mail.calendar)) for mail in mails]


def sequence_of(calendar):
    return int(calendar.within("VEVENT")[0].one("SEQUENCE").value)


def test_the_first_publication_is_no_change(published):
    assert published.sequence == 0
    assert published.entry.facts["zone"] == "Europe/Brussels"


@pytest.mark.parametrize(
    "changes",
    [
        {"start": timezone.now() + timedelta(days=3)},
        {"time_zone": "Europe/Lisbon"},
        {"venue": "Another hall"},
        {"online_url": "https://meet.example.org/other"},
        {"is_cancelled": True},
    ],
)
def test_time_zone_place_and_cancellation_count(published, changes):
    uid = published.uid
    after = publish(published, **changes)
    assert (after.sequence, after.uid) == (1, uid)
    assert publish(after).sequence == 1


@pytest.mark.parametrize(
    "changes", [{"title": "Other"}, {"summary": "Other"}, {"capacity": 50}, {"cost_text": "5 EUR"}]
)
def test_words_do_not_count(published, changes):
    assert publish(published, **changes).sequence == 0


def test_an_old_revision_does_not_bring_the_sequence_back(published):
    old = published.latest_revision
    moved = publish(published, venue="Another hall")
    assert moved.sequence == 1
    old.publish()
    assert EventPage.objects.get(pk=moved.pk).sequence == 2


def test_everyone_with_a_seat_is_told_once_and_nobody_else(published, eager_celery):
    member = RegistrationFactory(event=published)
    HoldFactory(event=published)
    RegistrationFactory(event=published, state=State.CANCELLED)
    RegistrationFactory()
    publish(published, venue="Another hall")
    assert tasks.tell_changes() == 1
    assert tasks.tell_changes() == 0
    mail = Message.objects.get()
    assert (mail.to_address, mail.calendar_method) == (member.email, "REQUEST")
    assert sequence_of(entries()[0]) == 1
    assert "Time or place has changed" in mail.subject


def test_a_cancelled_event_is_taken_out_of_the_calendars(published):
    RegistrationFactory(event=published)
    publish(published, is_cancelled=True, cancelled_because="The hall is flooded.")
    tasks.tell_changes()
    mail = Message.objects.get()
    (event,) = entries()[0].within("VEVENT")
    assert mail.calendar_method == "CANCEL"
    assert event.one("STATUS").value == "CANCELLED"
    assert "The hall is flooded." in mail.text
    publish(published, is_cancelled=False)
    tasks.tell_changes()
    assert [sequence_of(calendar) for calendar in entries()] == [1, 2]


def test_the_worker_is_woken_after_the_commit(published, django_capture_on_commit_callbacks):
    heard = []

    def listen(**news):
        heard.append(news["event_id"])

    event_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            publish(published, venue="Another hall")
    finally:
        event_changed.disconnect(listen)
    assert heard == [published.pk]


def test_what_the_publication_missed_the_sweeper_finds(published):
    RegistrationFactory(event=published)
    EventPage.objects.filter(pk=published.pk).update(venue="Another hall")
    assert actions.unannounced() == [published.pk]
    assert tasks.tell_changes() == 1
    assert actions.unannounced() == []


def test_a_busy_event_is_announced_in_the_next_round(published, monkeypatch, caplog):
    def busy(**_):
        raise Busy

    EventPage.objects.filter(pk=published.pk).update(venue="Another hall")
    monkeypatch.setattr(actions, "announce_change", busy)
    assert tasks.tell_changes() == 0
    receivers.announce_published_change(instance=published)
    assert "announced later" in caplog.text


def test_of_what_is_over_nobody_is_told():
    event = publish(PastEventFactory())
    RegistrationFactory(event=event)
    assert publish(event, venue="Another hall").sequence == 0
    assert tasks.tell_changes() == 0


def test_who_registers_after_the_change_is_not_told_of_it(published, bob):
    moved = publish(published, venue="Another hall")
    actions.register_member(event_id=moved.pk, user=bob, language="en")
    assert tasks.tell_changes() == 0
    assert sequence_of(entries()[0]) == 1


def test_the_sweepers_run(published):
    HoldFactory(event=published, expires_at=timezone.now() - timedelta(days=40))
    assert tasks.expire_holds() == 1
    assert tasks.forget() == 1
    tasks.wake()


DEEDS = st.lists(
    st.sampled_from(["register", "confirm", "cancel", "move", "call off", "call on", "tell"]),
    max_size=14,
)


@given(deeds=DEEDS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_happens_a_calendar_always_believes_the_last_word(deeds, marta):
    """UID constant, SEQUENCE never falls, rises with each change of method, last word true."""
    Registration.objects.all().delete()
    Message.objects.all().delete()
    event = publish(EventFactory())
    for number, deed in enumerate(deeds):
        try:
            perform(deed, event, marta, number)
        except Refusal:
            continue
    tasks.tell_changes()
    calendars = entries()
    assert {c.within("VEVENT")[0].one("UID").value for c in calendars} <= {
        f"{event.uid}@testserver"
    }
    words = [(sequence_of(calendar), calendar.one("METHOD").value) for calendar in calendars]
    for (before, method), (after, following) in pairwise(words):
        assert after > before or (after == before and method == following)
    registration = Registration.objects.filter(state=State.CONFIRMED).first()
    comes = registration is not None and not EventPage.objects.get(pk=event.pk).is_cancelled
    if words:
        assert words[-1][1] == ("REQUEST" if comes else "CANCEL")


def perform(deed, event, marta, number):
    newest = Registration.objects.filter(event=event).order_by("-pk").first()
    if deed == "register":
        actions.register_guest(event_id=event.pk, guest=marta, language="en")
    elif deed == "move":
        publish(event, venue=f"Hall {number}")
    elif deed in ("call off", "call on"):
        publish(event, is_cancelled=deed == "call off")
    elif deed == "tell":
        tasks.tell_changes()
    elif newest and deed == "confirm":
        actions.confirm_registration(registration_id=newest.pk)
    elif newest:
        actions.cancel_registration(registration_id=newest.pk)


def test_an_entry_reads_as_its_identity(published):
    entry = CalendarEntry.objects.get()
    assert str(entry) == f"{entry.uid} 0"
    assert str(RegistrationFactory(event=published)).endswith("confirmed")
