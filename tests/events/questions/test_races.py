"""Many people at once: one place goes once, and no choice vanishes under somebody's hands."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from events import actions
from events.models import EventPage, Registration
from events.questions import actions as asking
from events.questions import keeping
from events.questions.actions import Offer
from events.questions.models import Answer, Kind
from events.questions.refusals import Answered, ChoiceFull
from events.refusals import Refusal
from tests.events.questions.conftest import ask, given, key
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6
PLACES = 2


def together(*deeds):
    """Run the deeds at the same moment, each in a thread; return results and refusals."""
    start = threading.Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=20)
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def slow_count(monkeypatch):
    """Let a moment pass between the count and the commit: the window in which a race shows."""
    real = keeping.taking

    def count_slowly(choices, *, but=None):
        taken = real(choices, but=but)
        time.sleep(0.15)
        return taken

    monkeypatch.setattr(keeping, "taking", count_slowly)


def rush(event, question):
    """Let everyone choose the same thing at once; return what each of them got."""
    wish = given(**{question.field_name: key(question, "Morning")})
    users = UserFactory.create_batch(PEOPLE)

    def deed(user):
        return lambda: actions.register_member(
            event_id=event.pk, user=user, language="en", given=wish
        )

    return together(*map(deed, users))


@pytest.mark.parametrize("way", ["with seats for all", "in the line", "with approval"])
def test_no_place_is_given_twice(slow_count, way):
    event = EventFactory(capacity=PEOPLE if way == "with seats for all" else 1)
    if way != "with seats for all":
        EventPage.objects.filter(pk=event.pk).update(
            has_waiting_list=True, needs_approval=way == "with approval"
        )
        RegistrationFactory(event=event)
    question = ask(event, Kind.CHOICE, offers=[("Morning", PLACES), "Evening"])
    got = rush(event, question)
    assert sum(isinstance(one, Registration) for one in got) == PLACES
    assert sum(isinstance(one, ChoiceFull) for one in got) == PEOPLE - PLACES
    assert Answer.objects.count() == PLACES


def test_without_the_lock_the_race_is_there(slow_count, monkeypatch):
    event = EventFactory(capacity=1)
    EventPage.objects.filter(pk=event.pk).update(has_waiting_list=True)
    RegistrationFactory(event=event)
    question = ask(event, Kind.CHOICE, offers=[("Morning", PLACES), "Evening"])
    monkeypatch.setattr(keeping, "lock_entry", lambda event_id: None)
    got = rush(event, question)
    assert sum(isinstance(one, Registration) for one in got) > PLACES


def test_a_choice_does_not_vanish_while_somebody_takes_it(monkeypatch):
    event = EventFactory()
    question = ask(event, Kind.CHOICE, offers=["Morning", "Evening"])
    wish = given(**{question.field_name: key(question, "Morning")})
    user = UserFactory()
    written = threading.Event()
    real = keeping._write

    def write_slowly(*args):
        written.set()
        time.sleep(0.3)
        real(*args)

    def remove():
        written.wait(timeout=20)
        offers = [Offer(key=key(question, "Evening"), label="Evening")]
        return asking.save_question(question=question, offers=offers)

    monkeypatch.setattr(keeping, "_write", write_slowly)
    mine, refused = together(
        lambda: actions.register_member(event_id=event.pk, user=user, language="en", given=wish),
        remove,
    )
    assert isinstance(mine, Registration)
    assert isinstance(refused, Answered)
    assert question.choices.count() == 2
