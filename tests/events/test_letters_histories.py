"""Any schedule and any way the clock goes on: nobody is reminded twice, or in the wrong state."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from events.letters import actions
from events.letters.models import EventLetters, Plan, Recipient
from events.models import EventPage, Registration, State
from outbox.models import Message
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
PEOPLE = 3
REMINDED = {State.CONFIRMED, State.ATTENDED}
RULE = some.tuples(
    some.integers(1, 9),
    some.sampled_from(["hours", "days"]),
    some.sampled_from(["before-start", "before-end", "after-start"]),
)
STEP = some.one_of(
    some.tuples(some.just("wait"), some.integers(1, 4000)),  # minutes
    some.tuples(some.just("begin"), some.just(0)),
    some.tuples(some.just("send"), some.integers(1, 3)),
    some.tuples(some.just("move"), some.integers(-3000, 6000)),  # minutes
    some.tuples(some.just("cancel"), some.integers(0, PEOPLE - 1)),
    some.tuples(some.just("come back"), some.integers(0, PEOPLE - 1)),
    some.tuples(some.just("call off"), some.just(0)),
)


class History:
    """One event, its plans and its people."""

    def __init__(self, rules, traveller):
        Message.objects.all().delete()
        Recipient.objects.all().delete()
        Registration.objects.all().delete()
        Plan.objects.all().delete()
        self.event = EventFactory()
        self.clock = traveller
        EventLetters.objects.create(event=self.event)
        for number, unit, anchor in rules:
            Plan.objects.create(event=self.event, number=number, unit=unit, anchor=anchor)
        self.people = [RegistrationFactory(event=self.event) for _ in range(PEOPLE)]
        self.moves = 0

    def do(self, step, number):
        event = EventPage.objects.filter(pk=self.event.pk)
        if step == "wait":
            self.clock.shift(timedelta(minutes=number))
        elif step == "begin":
            from django.utils import timezone

            for plan_id in actions.due_plans(timezone.now()):
                actions.begin_due(plan_id=plan_id)
        elif step == "send":
            actions.send_some(limit=number)
            actions.finish()
        elif step == "move":
            self.moves += 1
            shift = timedelta(minutes=number)
            now = event.get()
            event.update(start=now.start + shift, end=now.end + shift)
        elif step == "call off":
            event.update(is_cancelled=True)
        else:
            state = State.CANCELLED if step == "cancel" else State.CONFIRMED
            Registration.objects.filter(pk=self.people[number].pk).update(state=state)

    def written(self):
        rows = Recipient.objects.filter(state=Recipient.State.SENT)
        return {(row.sending_id, row.registration_id) for row in rows}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rules=some.lists(RULE, min_size=1, max_size=3, unique=True),
    steps=some.lists(STEP, min_size=5, max_size=30),
)
def test_once_at_most_and_only_in_the_right_state(rules, steps):
    with time_machine.travel("2027-03-20T10:00:00+00:00", tick=False) as traveller:
        history = History(rules, traveller)
        for step, number in steps:
            before, mails = history.written(), Message.objects.count()
            history.do(step, number)
            fresh = history.written() - before
            assert Message.objects.count() == mails + len(fresh)
            event = EventPage.objects.get(pk=history.event.pk)
            for sending_id, registration_id in fresh:
                assert step == "send"
                one = Recipient.objects.select_related("sending__plan", "registration").get(
                    sending_id=sending_id, registration_id=registration_id
                )
                assert one.registration.state in REMINDED
                assert not event.is_cancelled
                assert not event.is_over
                assert one.sending.due_at <= one.at
        rows = Recipient.objects.filter(state=Recipient.State.SENT)
        each = rows.values("registration", "sending__plan").annotate(number=Count("pk"))
        most = max((row["number"] for row in each), default=0)
        assert most <= 1 + history.moves
