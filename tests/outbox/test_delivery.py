"""Delivery over real SMTP: every outcome is known, or known to be unknown; order is kept."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outbox import delivery
from outbox.models import Message, State
from outbox.transports import MemoryTransport
from tests.factories.outbox import MessageFactory, SuppressionFactory
from tests.smtp_sink import Fault

pytestmark = pytest.mark.django_db


def state_of(message: Message) -> State:
    message.refresh_from_db()
    return State(message.state)


def take(message: Message) -> uuid.UUID:
    """Claim everything due and return the claim."""
    claim = uuid.uuid4()
    assert message in delivery.claim_due(claim=claim)
    message.refresh_from_db()
    return claim


def test_a_queued_mail_is_accepted_and_arrives_once(over_smtp):
    message = MessageFactory()
    assert delivery.deliver_due() == 1
    assert delivery.deliver_due() == 0
    assert state_of(message) == State.ACCEPTED
    assert message.server_reply.startswith("250 2.0.0 taken")
    assert message.sent_at
    assert message.attempts == 1
    assert message.claimed_by is None
    [letter] = over_smtp.letters
    assert letter.recipients == ("bob@example.org",)
    assert letter.envelope_from == "post@example.org"
    assert letter.parsed["Message-ID"] == message.message_id


def test_a_batch_shares_one_connection(over_smtp):
    MessageFactory.create_batch(30)
    assert delivery.deliver_due() == 30
    assert len(over_smtp.letters) == 30
    assert over_smtp.connections == 1


@pytest.mark.parametrize("fault", [Fault.REFUSE_RECIPIENT, Fault.REFUSE_MESSAGE])
def test_a_refusal_is_final_and_keeps_the_answer(over_smtp, fault):
    refused, after = MessageFactory(), MessageFactory()
    over_smtp.will(fault)
    delivery.deliver_due()
    assert state_of(refused) == State.REFUSED
    assert refused.server_reply == fault.value
    assert state_of(after) == State.ACCEPTED


@pytest.mark.parametrize(
    "fault",
    [
        Fault.DEFER_SENDER,
        Fault.DEFER_RECIPIENT,
        Fault.DEFER_MESSAGE,
        Fault.CLOSE_POLITELY,
        Fault.DROP_BEFORE_MESSAGE,
        Fault.DEMAND_SIGN_IN,
    ],
)
def test_what_was_surely_not_taken_comes_back_later_and_then_arrives_once(over_smtp, fault):
    message = MessageFactory()
    over_smtp.will(fault)
    delivery.deliver_due()
    assert state_of(message) == State.QUEUED
    assert message.due_at > timezone.now() + timedelta(seconds=20)
    assert "later" in message.reason
    Message.objects.update(due_at=timezone.now())
    delivery.deliver_due()
    assert state_of(message) == State.ACCEPTED
    assert message.attempts == 2
    assert message.reason == ""
    assert len(over_smtp.letters) == 1


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER_MESSAGE, Fault.NEVER_ANSWER])
def test_silence_after_the_message_is_an_unknown_outcome_and_is_never_resent(over_smtp, fault):
    message = MessageFactory()
    over_smtp.will(fault)
    delivery.deliver_due()
    assert state_of(message) == State.UNKNOWN
    assert message.is_undecided
    Message.objects.update(
        due_at=timezone.now() - timedelta(days=1), claimed_until=timezone.now() - timedelta(days=1)
    )
    assert delivery.deliver_due() == 0
    assert len(over_smtp.letters) == 1


def test_no_server_at_all_leaves_everything_queued_and_stops_early(settings, over_smtp):
    settings.EMAIL_URL = "smtp://127.0.0.1:9?timeout=1"
    mails = MessageFactory.create_batch(3)
    assert delivery.deliver_due() == 1
    assert {state_of(mail) for mail in mails} == {State.QUEUED}
    assert sorted(mail.attempts for mail in mails) == [0, 0, 1]
    assert {mail.claimed_by for mail in mails} == {None}


def test_a_mail_is_given_up_after_the_last_attempt(over_smtp):
    message = MessageFactory(attempts=delivery.MAX_ATTEMPTS - 1)
    over_smtp.will(Fault.DEFER_RECIPIENT)
    delivery.deliver_due()
    assert state_of(message) == State.REFUSED
    assert message.reason == "Given up after 10 attempts."


def test_the_pause_between_attempts_grows_to_six_hours(over_smtp):
    early, late = MessageFactory(), MessageFactory(attempts=delivery.MAX_ATTEMPTS - 2)
    over_smtp.will(Fault.DEFER_RECIPIENT, Fault.DEFER_RECIPIENT)
    delivery.deliver_due()
    for message, pause in ((early, timedelta(seconds=30)), (late, timedelta(hours=6))):
        message.refresh_from_db()
        assert abs(message.due_at - timezone.now() - pause) < timedelta(seconds=10)


def test_a_later_mail_on_a_topic_waits_for_the_earlier_one(over_smtp):
    invitation = MessageFactory(topic="seat-1", subject="Invitation")
    cancellation = MessageFactory(topic="seat-1", subject="Cancellation")
    other = MessageFactory(topic="seat-2", subject="Other")
    over_smtp.will(Fault.DEFER_RECIPIENT)
    delivery.deliver_due()
    assert [letter.parsed["Subject"] for letter in over_smtp.letters] == ["Other"]
    assert state_of(cancellation) == State.QUEUED
    Message.objects.filter(pk=invitation.pk).update(due_at=timezone.now())
    delivery.deliver_due()
    assert [letter.parsed["Subject"] for letter in over_smtp.letters] == [
        "Other",
        "Invitation",
        "Cancellation",
    ]
    assert state_of(other) == State.ACCEPTED


def test_a_topic_is_blocked_by_an_unknown_outcome_but_not_by_a_refusal(over_smtp):
    MessageFactory(topic="seat-1", state=State.UNKNOWN)
    held = MessageFactory(topic="seat-1")
    MessageFactory(topic="seat-2", state=State.REFUSED)
    free = MessageFactory(topic="seat-2")
    elsewhere = MessageFactory(topic="seat-1", to_address="charlie@example.org")
    delivery.deliver_due()
    assert state_of(held) == State.QUEUED
    assert state_of(free) == State.ACCEPTED
    assert state_of(elsewhere) == State.ACCEPTED
    assert Message.objects.before(held).count() == 1


def test_mails_without_a_topic_never_wait_for_each_other(over_smtp):
    MessageFactory(state=State.UNKNOWN)
    code = MessageFactory()
    delivery.deliver_due()
    assert state_of(code) == State.ACCEPTED
    assert not Message.objects.before(code).exists()


def test_a_mail_is_not_sent_before_its_time(over_smtp):
    message = MessageFactory(due_at=timezone.now() + timedelta(hours=1))
    assert delivery.deliver_due() == 0
    assert state_of(message) == State.QUEUED


def test_who_may_not_get_mail_is_checked_again_at_the_last_moment(over_smtp):
    message = MessageFactory()
    SuppressionFactory(address="bob@example.org")
    delivery.deliver_due()
    assert state_of(message) == State.SKIPPED
    assert message.reason
    assert over_smtp.letters == []


def test_a_mail_that_cannot_be_built_is_refused_and_does_not_hold_up_the_others(over_smtp):
    broken, sound = MessageFactory(sender="not an address"), MessageFactory()
    delivery.deliver_due()
    assert state_of(broken) == State.REFUSED
    assert "put together" in broken.reason
    assert state_of(sound) == State.ACCEPTED


def test_an_abandoned_claim_returns_to_the_queue():
    message = MessageFactory()
    take(message)
    assert state_of(message) == State.CLAIMED
    assert delivery.deliver_due() == 0
    Message.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert delivery.deliver_due() == 1
    assert state_of(message) == State.ACCEPTED


def test_a_mail_abandoned_on_the_wire_becomes_unknown():
    message = MessageFactory()
    claim = take(message)
    assert delivery.put_on_wire(message, claim=claim)
    assert state_of(message) == State.SENDING
    Message.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert delivery.deliver_due() == 0
    assert state_of(message) == State.UNKNOWN
    assert MemoryTransport.sent == []


def test_a_worker_that_slept_through_its_claim_sends_nothing():
    message = MessageFactory()
    claim = take(message)
    Message.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    with delivery.get_transport() as transport:
        assert delivery.deliver(message, claim=claim, transport=transport)
    assert MemoryTransport.sent == []


def test_the_worker_itself_may_correct_an_unknown_outcome_but_not_a_decision_of_staff():
    slow, decided = MessageFactory(), MessageFactory()
    claim = take(slow)
    for message in (slow, decided):
        delivery.put_on_wire(message, claim=claim)
    Message.objects.update(state=State.UNKNOWN)
    Message.objects.filter(pk=decided.pk).update(claimed_by=None)
    taken = delivery.Outcome(State.ACCEPTED, server_reply="250 OK")
    assert delivery.settle(slow, claim=claim, outcome=taken)
    assert not delivery.settle(decided, claim=claim, outcome=taken)
    assert state_of(slow) == State.ACCEPTED
    assert state_of(decided) == State.UNKNOWN


def test_a_worker_stops_when_its_time_is_up_and_gives_back_the_rest():
    mails = MessageFactory.create_batch(3)
    assert delivery.deliver_due(seconds=-1) == 0
    assert {state_of(mail) for mail in mails} == {State.QUEUED}
    assert {mail.claimed_by for mail in mails} == {None}


def test_a_mail_costs_three_statements_beside_its_batch():
    MessageFactory.create_batch(10)
    with CaptureQueriesContext(connection) as queries:
        delivery.deliver_due()
    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) <= 3 * 10 + 9
