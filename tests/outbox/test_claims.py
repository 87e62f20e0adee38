"""Claims under contention: first the race without the lock, then its absence with it."""

import threading
import uuid

import pytest
from django.db import connection

from outbox import delivery
from outbox.models import Message, State
from outbox.transports import MemoryTransport
from tests.factories.outbox import MessageFactory

WORKERS = 2


def claim_together(monkeypatch, *, locked: bool) -> list[list[Message]]:
    """Let workers read the queue at the same moment; return what each of them took."""
    gate = threading.Barrier(WORKERS, timeout=10)
    lock = delivery._locked

    def meet(messages):
        gate.wait()
        return lock(messages) if locked else messages

    monkeypatch.setattr(delivery, "_locked", meet)
    taken: list[list[Message]] = []

    def work():
        taken.append(delivery.claim_due(claim=uuid.uuid4(), limit=10))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return taken


def taken_twice(taken: list[list[Message]]) -> set[int]:
    first, second = ({message.pk for message in batch} for batch in taken)
    return first & second


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_workers_take_the_same_mails(monkeypatch):
    for _ in range(10):
        Message.objects.all().delete()
        MessageFactory.create_batch(10)
        if taken_twice(claim_together(monkeypatch, locked=False)):
            return
        monkeypatch.undo()
    pytest.fail("The race could not be shown, so the next test proves nothing.")


@pytest.mark.django_db(transaction=True)
def test_with_the_lock_no_mail_is_taken_twice(monkeypatch):
    for _ in range(5):
        Message.objects.all().delete()
        MessageFactory.create_batch(10)
        assert not taken_twice(claim_together(monkeypatch, locked=True))
        monkeypatch.undo()


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_mail_once_and_each_topic_in_order():
    for number in range(60):
        MessageFactory(topic=f"topic-{number % 6}", subject=str(number))

    def work():
        while delivery.deliver_due():
            pass
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    while delivery.deliver_due():
        pass
    assert Message.objects.with_state(State.ACCEPTED).count() == 60
    numbers = [int(subject_of(sent.raw)) for sent in MemoryTransport.sent]
    assert sorted(numbers) == list(range(60))
    for topic in range(6):
        on_topic = [number for number in numbers if number % 6 == topic]
        assert on_topic == sorted(on_topic)


def subject_of(raw: bytes) -> str:
    return raw.partition(b"\r\nSubject: ")[2].partition(b"\r\n")[0].decode()
