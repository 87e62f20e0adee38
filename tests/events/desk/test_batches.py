"""Deeds about many: asked once more, done one by one, told row by row."""

import threading

import pytest
from django.db import connections
from django.urls import reverse

from events.desk import actions
from events.desk.models import Batch, BatchItem, Deed
from events.desk.refusals import BegunAlready
from events.models import Registration, RegistrationStep, State
from events.refusals import Busy
from outbox.models import Message
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    PastEventFactory,
    RegistrationFactory,
    WaitingFactory,
)

pytestmark = pytest.mark.django_db


def choose(client, event, deed, people=(), **more):
    """Choose people and a deed in the list; return the answer."""
    address = reverse("registrations:ask", args=(event.pk,))
    return client.post(address, {"deed": deed, "who": [one.pk for one in people], **more})


def test_many_are_approved_and_who_finds_no_seat_is_told(client, organiser):
    event = EventFactory(capacity=2, needs_approval=True)
    people = ApplicantFactory.create_batch(3, event=event)
    gone = RegistrationFactory(event=event, state=State.CANCELLED, name="Gone Example")
    asked = choose(client, event, "approve", [*people, gone])
    page = client.get(asked["Location"]).content.decode()
    assert "Approve: 4 people?" in page
    assert "For 1 of them this cannot be done" in page
    assert not RegistrationStep.objects.exists()
    answer = client.post(asked["Location"], follow=True).content.decode()
    assert "2 done, 2 could not" in answer
    assert "1 could not: this does not fit the state" in answer
    assert "1 could not: The last seat has just been taken" in answer
    assert "Gone Example" in answer
    assert Registration.objects.filter(event=event, state=State.CONFIRMED).count() == 2
    assert Message.objects.filter(kind__endswith="registration_confirmed").count() == 2
    assert Batch.objects.get().state == Batch.State.DONE


def test_pressing_twice_does_it_once(client, organiser, event):
    people = ApplicantFactory.create_batch(2, event=event)
    address = choose(client, event, "approve", people)["Location"]
    client.post(address)
    answer = client.post(address, follow=True).content.decode()
    assert "begun already" in answer
    assert Message.objects.count() == 2
    assert RegistrationStep.objects.count() == 2


def test_a_reason_is_asked_for_and_goes_to_everyone(client, organiser, event):
    people = ApplicantFactory.create_batch(2, event=event)
    address = choose(client, event, "decline", people)["Location"]
    refused = client.post(address, {"reason": " "}).content.decode()
    assert "Write a reason" in refused
    assert Batch.objects.get().state == Batch.State.ASKED
    client.post(address, {"reason": "The hall is small"})
    assert {mail.text.count("The hall is small") for mail in Message.objects.all()} == {1}
    assert set(RegistrationStep.objects.values_list("reason", flat=True)) == {"The hall is small"}


def test_who_only_hopes_is_not_cancelled(client, organiser, event):
    seated, waiting = RegistrationFactory(event=event), WaitingFactory(event=event)
    address = choose(client, event, "cancel", [seated, waiting])["Location"]
    answer = client.post(address, {"reason": "We moved"}, follow=True).content.decode()
    assert "no seat that could be cancelled" in answer
    seated.refresh_from_db()
    waiting.refresh_from_db()
    assert seated.is_cancelled
    assert waiting.is_waiting
    assert "We moved" in Message.objects.get().text


def test_seats_are_offered_to_the_line(client, organiser):
    event = EventFactory(capacity=1, has_waiting_list=True)
    people = WaitingFactory.create_batch(2, event=event)
    address = choose(client, event, "offer", people)["Location"]
    assert "1 done, 1 could not" in client.post(address, follow=True).content.decode()
    assert Registration.objects.filter(state=State.OFFERED).count() == 1


def test_who_came_is_noted_and_put_right(client, organiser):
    event = PastEventFactory()
    came, missing = RegistrationFactory.create_batch(2, event=event)
    client.post(choose(client, event, "attended", [came, missing])["Location"])
    client.post(choose(client, event, "no-show", [missing])["Location"])
    client.post(choose(client, event, "undo", [came])["Location"])
    came.refresh_from_db()
    missing.refresh_from_db()
    assert came.state == State.CONFIRMED
    assert missing.state == State.NO_SHOW
    assert not Message.objects.exists()


def test_nobody_came_before_it_began(client, organiser, event):
    address = choose(client, event, "no-show", [RegistrationFactory(event=event)])["Location"]
    assert "has not begun" in client.post(address, follow=True).content.decode()


def test_all_that_match_are_meant_and_nobody_else(client, organiser, event):
    event.capacity = None
    event.save()
    wanted = ApplicantFactory.create_batch(60, event=event, organisation="Wanted works")
    ApplicantFactory.create_batch(3, event=event)
    query = f"event={event.pk}&q=wanted&state=approval"
    address = choose(client, event, "approve", [], all="1", query=query)["Location"]
    client.post(address)
    assert BatchItem.objects.count() == len(wanted)
    actions.work_off_batches(seconds=60)
    assert Registration.objects.filter(state=State.CONFIRMED).count() == len(wanted)


def test_people_of_other_events_are_left_alone(client, organiser, event):
    foreign = ApplicantFactory()
    answer = choose(client, event, "approve", [ApplicantFactory(event=event), foreign])
    client.post(answer["Location"])
    foreign.refresh_from_db()
    assert foreign.is_to_approve


@pytest.mark.parametrize(
    ("deed", "who", "said"),
    [
        ("", ["1"], "Choose what"),
        ("promote", ["1"], "Choose what"),
        ("approve", [], "at least one"),
    ],
)
def test_half_a_choice_is_sent_back(client, organiser, event, deed, who, said):
    address = reverse("registrations:ask", args=(event.pk,))
    answer = client.post(address, {"deed": deed, "who": who}, follow=True)
    assert said in answer.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("who", ["x", "-1", "1' or 1=1", "9" * 40, "²"])
def test_nonsense_chooses_nobody(client, organiser, event, who):
    answer = choose_raw(client, event, who)
    assert "at least one" in answer.content.decode()


def choose_raw(client, event, who):
    address = reverse("registrations:ask", args=(event.pk,))
    return client.post(address, {"deed": "approve", "who": [who]}, follow=True)


def test_what_was_broken_off_goes_on(organiser, event, monkeypatch):
    """A fault in the middle takes back the row at hand, whole; the rest is done later."""
    people = ApplicantFactory.create_batch(3, event=event)
    batch = actions.ask(event=event, deed=Deed.APPROVE, keys=[p.pk for p in people], by=organiser)
    actions.begin(batch=batch, by=organiser)
    real = actions.batching._DEEDS[Deed.APPROVE]
    calls = []

    def breaking(**what):
        calls.append(what)
        done = real(**what)
        if len(calls) == 2:
            raise MemoryError
        return done

    monkeypatch.setitem(actions.batching._DEEDS, Deed.APPROVE, breaking)
    with pytest.raises(MemoryError):
        actions.work_off_batches(seconds=60)
    assert BatchItem.objects.counted() == {"done": 1, "to-do": 2}
    assert Message.objects.count() == 1
    assert actions.work_off_batches(seconds=60) == 2
    assert Message.objects.count() == 3
    assert BatchItem.objects.counted() == {"done": 3}


def test_a_lock_in_the_way_is_tried_again_but_not_forever(organiser, event, monkeypatch):
    batch = actions.ask(
        event=event, deed=Deed.APPROVE, keys=[ApplicantFactory(event=event).pk], by=organiser
    )
    actions.begin(batch=batch, by=organiser)

    def busy(**_what):
        raise Busy

    monkeypatch.setitem(actions.batching._DEEDS, Deed.APPROVE, busy)
    assert actions.work_off_batches(seconds=60) == 5
    item = BatchItem.objects.get()
    assert item.outcome == BatchItem.Outcome.REFUSED
    assert "Many people are registering" in item.problem


def test_who_may_only_look_does_nothing(client, organiser, event, person):
    viewer = person("viewer@example.org")
    actions.give_role(event=event, email=viewer.email, role="viewer", by=organiser)
    client.force_login(viewer)
    asked = ApplicantFactory(event=event)
    assert choose(client, event, "approve", [asked]).status_code == 302
    assert not Batch.objects.exists()
    page = client.get(f"/admin/registrations/?event={event.pk}").content.decode()
    assert asked.name in page
    assert 'name="who"' not in page


def test_old_lists_are_forgotten_and_the_log_stays(organiser, event, time_machine):
    batch = actions.ask(
        event=event, deed=Deed.APPROVE, keys=[ApplicantFactory(event=event).pk], by=organiser
    )
    actions.begin(batch=batch, by=organiser)
    actions.work_off_batches(seconds=5)
    actions.forget_batches(before=batch.asked_at)
    assert Batch.objects.exists()
    actions.forget_batches(before=batch.asked_at.replace(year=2099))
    assert not Batch.objects.exists()
    assert RegistrationStep.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_and_a_worker_at_once_do_each_row_once(organiser):
    event = EventFactory(capacity=50)
    people = ApplicantFactory.create_batch(12, event=event)
    batch = actions.ask(event=event, deed=Deed.APPROVE, keys=[p.pk for p in people], by=organiser)
    begun = []

    def press():
        try:
            actions.begin(batch=batch, by=organiser)
            begun.append(1)
        except BegunAlready:
            pass
        actions.work_off_batches(seconds=30)
        connections.close_all()

    hands = [threading.Thread(target=press) for _ in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert begun == [1]
    assert Message.objects.count() == 12
    assert RegistrationStep.objects.count() == 12
    assert BatchItem.objects.counted() == {"done": 12}
