"""Workers that die while a message goes to the people of an event: everyone gets it once."""

import random
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.members.models import User
from events.letters import actions, audience
from events.letters.composing import Words
from events.letters.models import EventLetters, Plan, Recipient, Sending
from events.models import Registration, State
from outbox.models import Message
from tests.factories.events import EventFactory

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

SEND = "events.letters.tasks.send_due"
PEOPLE = 500
KILLS = 5


def fill(event):
    """Give so many people a seat, a week ago."""
    ago = timezone.now() - timedelta(days=7)
    Registration.objects.bulk_create(
        Registration(
            event=event,
            name=f"Person {number}",
            email=f"person{number}@example.org",
            state=State.CONFIRMED,
            confirmed_at=ago,
        )
        for number in range(PEOPLE)
    )


def written() -> int:
    return Recipient.objects.filter(state=Recipient.State.SENT).count()


def kill_on_the_way(worker, sweeping):
    """Let workers die in the middle, wherever they are, and the last one come to the end."""
    chance = random.Random(691440)
    for _ in range(KILLS):
        worker.start()
        goal = written() + chance.randint(10, 60)
        sweeping(lambda goal=goal: written() >= goal, task=SEND, what=f"{goal} are written to")
        worker.kill()
    assert written() < PEOPLE, "the workers were faster than the test"
    worker.start()
    sweeping(
        lambda: Sending.objects.exclude(finished_at=None).exists(),
        task=SEND,
        what="everyone is written to",
    )


def each_once():
    addresses = list(Message.objects.values_list("to_address", flat=True))
    assert len(addresses) == len(set(addresses)) == PEOPLE
    rows = Recipient.objects.select_related("mail", "registration")
    assert all(row.mail.to_address == row.registration.email for row in rows)
    sending = Sending.objects.get()
    assert (sending.sent, sending.left_out, sending.total) == (PEOPLE, 0, PEOPLE)


def test_a_message_to_500_people_survives_many_dead_workers(worker, sink, sweeping):
    event = EventFactory(capacity=None)
    EventLetters.objects.create(event=event)
    fill(event)
    choice = audience.Choice(states=[State.CONFIRMED])
    actions.send_message(
        event=event,
        choice=choice,
        words=[Words(subject="About {event}", body="Dear {name}, see {link}", language="en")],
        by=User.objects.create_user("host@example.org", name="Host"),
        reply_to="host@example.org",
        uid=uuid.uuid4(),
        seen=audience.print_of(audience.chosen(event, choice)),
    )
    kill_on_the_way(worker, sweeping)
    each_once()
    assert max(sink.received.values(), default=1) == 1


def test_a_reminder_begun_by_a_worker_that_dies_reaches_everyone_once(worker, sink, sweeping):
    event = EventFactory(capacity=None, start=timezone.now() + timedelta(minutes=59))
    EventLetters.objects.create(event=event)
    Plan.objects.create(
        event=event, number=1, unit="hours", since=timezone.now() - timedelta(days=2)
    )
    fill(event)
    kill_on_the_way(worker, sweeping)
    each_once()
