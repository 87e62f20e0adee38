"""Two workers at the same moment: one sending for each due time, one mail for each person."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from events import actions as deeds
from events.letters import actions, tasks
from events.letters.models import EventLetters, Plan, Recipient, Sending
from events.models import Registration, State
from outbox.models import Message
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 24
WORKERS = 4


@pytest.fixture
def due():
    """Return a reminder that is due for so many people."""
    event = EventFactory(capacity=None, start=timezone.now() + timedelta(minutes=50))
    EventLetters.objects.create(event=event)
    ago = timezone.now() - timedelta(days=3)
    RegistrationFactory.create_batch(PEOPLE, event=event, confirmed_at=ago)
    return Plan.objects.create(event=event, number=1, unit="hours", since=ago)


def together(deed):
    start = threading.Barrier(WORKERS)

    def run():
        try:
            start.wait(timeout=20)
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        return [one.result() for one in [pool.submit(run) for _ in range(WORKERS)]]


def test_workers_together_write_to_everyone_once(due):
    together(tasks.send_due)
    tasks.send_due()
    assert Sending.objects.get().sent == PEOPLE
    addresses = list(Message.objects.values_list("to_address", flat=True))
    assert len(addresses) == len(set(addresses)) == PEOPLE


def test_only_one_begins(due):
    begun = together(lambda: actions.begin_due(plan_id=due.pk))
    assert len([one for one in begun if one]) == 1
    assert Recipient.objects.count() == PEOPLE


def test_who_is_cancelling_at_this_moment_is_passed_over_and_then_left_out(due):
    actions.begin_due(plan_id=due.pk)
    leaving = Registration.objects.first()
    with transaction.atomic():
        deeds.cancel_registration(registration_id=leaving.pk)

        def elsewhere():
            try:
                return actions.send_some(limit=PEOPLE)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(elsewhere).result() == PEOPLE - 1
    actions.send_some(limit=PEOPLE)
    row = Recipient.objects.get(registration=leaving)
    assert row.state == Recipient.State.LEFT_OUT
    assert row.registration.state == State.CANCELLED
    assert Message.objects.filter(kind="events/letters/reminder").count() == PEOPLE - 1
