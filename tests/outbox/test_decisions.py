"""What staff may decide about a mail, and what is forgotten in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox import actions, delivery
from outbox.models import State
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [State.UNKNOWN, State.REFUSED, State.SKIPPED])
def test_a_mail_that_did_not_surely_arrive_can_be_sent_again(state):
    message = MessageFactory(state=state, reason="Why", server_reply="550", attempts=9)
    actions.send_again(message_id=message.pk)
    message.refresh_from_db()
    assert (message.state, message.reason, message.attempts) == (State.QUEUED, "", 0)
    assert delivery.deliver_due() == 1


@pytest.mark.parametrize("state", [State.QUEUED, State.CLAIMED, State.SENDING, State.ACCEPTED])
def test_a_mail_under_way_or_accepted_cannot_be_sent_again(state):
    message = MessageFactory(state=state)
    with pytest.raises(actions.NotPossible):
        actions.send_again(message_id=message.pk)


def test_sending_again_never_overtakes_what_followed():
    first = MessageFactory(topic="seat-1", state=State.REFUSED)
    second = MessageFactory(topic="seat-1", state=State.SKIPPED)
    actions.send_again(message_id=first.pk)
    first.state = State.REFUSED
    first.save()
    second.state = State.ACCEPTED
    second.save()
    with pytest.raises(actions.NotPossible, match="already left"):
        actions.send_again(message_id=first.pk)


def test_treating_an_unknown_mail_as_sent_frees_its_topic():
    unknown = MessageFactory(topic="seat-1", state=State.UNKNOWN)
    held = MessageFactory(topic="seat-1")
    assert delivery.deliver_due() == 0
    actions.treat_as_sent(message_id=unknown.pk)
    assert delivery.deliver_due() == 1
    unknown.refresh_from_db()
    held.refresh_from_db()
    assert unknown.state == held.state == State.ACCEPTED
    assert "staff" in unknown.reason


def test_only_an_unknown_mail_can_be_treated_as_sent():
    message = MessageFactory(state=State.REFUSED)
    with pytest.raises(actions.NotPossible, match="unknown outcome"):
        actions.treat_as_sent(message_id=message.pk)


def test_old_bodies_are_forgotten_but_not_who_got_what_when():
    long_ago = timezone.now() - timedelta(days=91)
    old = MessageFactory(state=State.ACCEPTED, created_at=long_ago, calendar=b"x")
    undecided = MessageFactory(state=State.UNKNOWN, created_at=long_ago)
    recent = MessageFactory(state=State.ACCEPTED)
    assert actions.forget_old_bodies(days=90) == 1
    assert actions.forget_old_bodies(days=90) == 0
    for message in (old, undecided, recent):
        message.refresh_from_db()
    assert (old.text, old.html, old.calendar) == ("", "", None)
    assert old.subject
    assert old.to_address
    assert undecided.text
    assert recent.text


def test_a_forgotten_mail_cannot_be_sent_again():
    message = MessageFactory(state=State.REFUSED, forgotten_at=timezone.now())
    with pytest.raises(actions.NotPossible):
        actions.send_again(message_id=message.pk)
