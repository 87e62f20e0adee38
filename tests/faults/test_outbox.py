"""A worker that dies at any moment neither loses a mail nor sends one twice."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from outbox.actions import post
from outbox.models import Message, State
from tests.factories.outbox import MessageFactory
from tests.faults.held_sink import Moment
from tests.running import RunningWorker, free_port, wait_until
from tests.smtp_sink import Fault

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE NOT granted AND datname = current_database()
"""
DELIVER = "outbox.tasks.deliver_due"
SETTLED = {State.ACCEPTED, State.REFUSED, State.UNKNOWN, State.SKIPPED}


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def is_settled() -> bool:
    return set(states()) <= SETTLED


def waits_for_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)  # here: tests that run beside this one have databases of their own
        return bool(cursor.fetchone()[0])


@contextmanager
def closed(table: str) -> Iterator[None]:
    """Let nobody but us into a table: a worker that wants to look at it stands still."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')
        yield


def write_to_bob() -> Message:
    with transaction.atomic():
        return post(to="bob@example.org", template="outbox/email/probe", context={})


@pytest.mark.parametrize(
    ("door", "state"),
    [
        pytest.param("outbox_message", State.QUEUED, id="before it has claimed the mail"),
        pytest.param("outbox_suppression", State.CLAIMED, id="after it has claimed the mail"),
    ],
)
def test_a_mail_whose_worker_is_killed_before_sending_arrives_exactly_once(
    worker, sink, sweeping, door, state
):
    message = write_to_bob()
    worker.start()
    with closed(door):
        worker.wake(DELIVER)
        wait_until(waits_for_lock, seconds=120, what="the worker stands before the closed table")
        message.refresh_from_db()
        assert message.state == state
        worker.kill()
    assert sink.letters == []
    worker.start()
    sweeping(is_settled, task=DELIVER, what="the next worker has sent the mail")
    message.refresh_from_db()
    assert message.state == State.ACCEPTED
    [letter] = sink.letters
    assert letter.recipients == ("bob@example.org",)
    assert letter.parsed["Message-ID"] == message.message_id


@pytest.mark.parametrize(
    ("moment", "arrived"),
    [(Moment.GREETING, 0), (Moment.UNTAKEN, 0), (Moment.TAKEN, 1)],
    ids=lambda value: value.value if isinstance(value, Moment) else str(value),
)
def test_a_mail_whose_worker_is_killed_while_sending_is_undecided_and_never_sent_again(
    worker, sink, sweeping, moment, arrived
):
    on_the_wire, behind = write_to_bob(), MessageFactory(to_address="charlie@example.org")
    sink.hold(moment)
    worker.start()
    worker.wake(DELIVER)
    wait_until(sink.held.is_set, seconds=120, what="the worker waits for the mail server")
    assert states() == [State.SENDING, State.CLAIMED]
    worker.kill()
    sink.let_go()
    worker.start()
    sweeping(is_settled, task=DELIVER, what="the next worker has cleared up")
    on_the_wire.refresh_from_db()
    behind.refresh_from_db()
    assert on_the_wire.is_undecided
    assert "stopped before it could note the answer" in on_the_wire.reason
    assert on_the_wire.can_be_sent_again
    assert behind.state == State.ACCEPTED
    assert sink.received["bob@example.org"] == arrived
    assert sink.received["charlie@example.org"] == 1


def test_many_mails_and_many_dead_workers(worker, sink, sweeping):
    chance = random.Random(691440)
    sink.jitter = random.Random(691440)
    mails, kills = 120, 4
    for number in range(mails):
        MessageFactory(to_address=f"reader{number}@example.org")
    for round_ in range(1, kills + 1):
        worker.start()
        goal = min(len(sink.letters) + chance.randint(5, 20), mails - kills + round_)
        sweeping(lambda goal=goal: len(sink.letters) >= goal, task=DELIVER, what=f"{goal} letters")
        worker.kill()
    worker.start()
    sweeping(is_settled, task=DELIVER, what="everything is settled")
    by_state = {state: set() for state in SETTLED}
    for address, state in Message.objects.values_list("to_address", "state"):
        by_state[State(state)].add(address)
    assert max(sink.received.values()) == 1
    assert by_state[State.ACCEPTED] <= set(sink.received)
    assert set(sink.received) <= by_state[State.ACCEPTED] | by_state[State.UNKNOWN]
    assert len(by_state[State.UNKNOWN]) <= kills
    assert len(by_state[State.ACCEPTED] | by_state[State.UNKNOWN]) == mails


def test_a_server_that_is_down_is_tried_again_and_the_mail_arrives_once(worker, sink, sweeping):
    message = write_to_bob()
    worker.start(EMAIL_URL=f"smtp://127.0.0.1:{free_port()}?timeout=2")
    sweeping(lambda: Message.objects.get().attempts, task=DELIVER, what="a first attempt")
    wait_until(lambda: states() == [State.QUEUED], seconds=120, what="the mail is queued again")
    message.refresh_from_db()
    assert message.due_at > message.created_at
    assert "come back later" in message.reason
    worker.kill()
    Message.objects.update(due_at=message.created_at)
    worker.start()
    sweeping(is_settled, task=DELIVER, what="the mail is sent once the server is back")
    assert states() == [State.ACCEPTED]
    assert sink.received == {"bob@example.org": 1}


def test_a_server_that_never_answers_and_one_that_refuses_stop_nobody_else(worker, sink, sweeping):
    for name in ("silent", "unwanted", "welcome"):
        MessageFactory(to_address=f"{name}@example.org")
    sink.will(Fault.NEVER_ANSWER, Fault.REFUSE_MESSAGE)
    worker.start(EMAIL_URL=sink.url)
    sweeping(is_settled, task=DELIVER, what="everything is settled")
    assert states() == [State.UNKNOWN, State.REFUSED, State.ACCEPTED]
    assert sink.received == {"silent@example.org": 1, "welcome@example.org": 1}


def test_two_workers_at_once_send_each_mail_once(worker, sink, sweeping):
    second = RunningWorker(smtp_port=sink.port, queues="mail")
    MessageFactory.create_batch(60)
    sink.jitter = random.Random(2020)
    worker.start()
    second.start()
    try:
        sweeping(is_settled, task=DELIVER, what="everything is settled")
    finally:
        second.kill()
    assert set(states()) == {State.ACCEPTED}
    assert len({letter.parsed["Message-ID"] for letter in sink.letters}) == 60
    assert len(sink.letters) == 60
