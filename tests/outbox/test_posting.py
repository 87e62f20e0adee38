"""Posting: a row in the caller's transaction, complete, or a clear refusal."""

import logging

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from outbox import actions
from outbox.actions import post
from outbox.models import Message, State
from outbox.rendering import BrokenTemplate
from outbox.signals import mail_posted
from tests.factories.outbox import MessageFactory, SuppressionFactory
from tests.outbox.conftest import mjml

PROBE = {"template": "outbox/email/probe", "context": {}}


@pytest.fixture
def people(django_user_model, db):
    return {
        "member": django_user_model.objects.create_user("bob@example.org", name="Bob Example"),
    }


@pytest.mark.django_db
def test_a_posted_mail_is_queued_with_everything_it_says():
    message = post(to="Bob Example <bob@example.org>", topic="seat-1", language="fr", **PROBE)
    message.refresh_from_db()
    assert message.state == State.QUEUED
    assert (message.to_name, message.to_address) == ("Bob Example", "bob@example.org")
    assert (message.kind, message.topic, message.language) == ("outbox/probe", "seat-1", "fr")
    assert message.subject
    assert message.text.endswith("\n")
    assert message.html.startswith("<!doctype html>")
    assert message.message_id == f"<{message.uuid}@testserver>"
    assert str(message) == message.subject


@pytest.mark.django_db
def test_a_mail_to_a_member_greets_by_the_name_of_the_account(people):
    message = post(to="bob@example.org", recipient=people["member"], **PROBE)
    assert message.to_name == "Bob Example"
    assert message.recipient == people["member"]
    assert message.is_for_account


@pytest.mark.django_db(transaction=True)
def test_a_mail_vanishes_with_the_transaction_that_wrote_it():
    told = []
    mail_posted.connect(receiver := lambda **_: told.append(1), weak=False)
    with transaction.atomic():
        post(to="bob@example.org", **PROBE)
        transaction.set_rollback(True)
    mail_posted.disconnect(receiver)
    assert not Message.objects.exists()
    assert told == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [FileNotFoundError("gone"), OperationalError("away")])
def test_a_broker_that_is_away_neither_breaks_the_request_nor_loses_the_mail(
    caplog, monkeypatch, error
):
    def broken(**_):
        raise error

    monkeypatch.setattr("outbox.tasks.deliver_due.apply_async", broken)
    with caplog.at_level(logging.WARNING):
        post(to="bob@example.org", **PROBE)
    assert Message.objects.get().state == State.QUEUED
    assert "No worker could be woken" in caplog.text
    assert "bob@example.org" not in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@",
        "@example.org",
        "a b@example.org",
        "bob@example.org\r\nBcc: all@example.org",
        "x" * 5000 + "@example.org",
        "bob@example.org\x00",
        "<script>@example.org",
        "bob@exa\nmple.org",
        "bob@example.org, charlie@example.org",
    ],
)
def test_what_is_no_address_is_kept_and_says_why_it_was_not_sent(address):
    message = post(to=address, **PROBE)
    assert message.state == State.SKIPPED
    assert message.reason == "This is not an e-mail address."
    assert "\n" not in message.to_address


@pytest.mark.django_db
def test_a_suppressed_address_gets_no_mail_whatever_its_capitals():
    SuppressionFactory(address="gone@example.org")
    message = post(to="Gone@Example.org", **PROBE)
    assert message.state == State.SKIPPED
    assert "suppressed" in message.reason


@pytest.mark.django_db
def test_a_closed_account_gets_no_mail(people):
    people["member"].is_active = False
    message = post(to="bob@example.org", recipient=people["member"], **PROBE)
    assert message.state == State.SKIPPED
    assert "closed" in message.reason


@pytest.mark.django_db
def test_a_line_break_in_a_subject_or_name_cannot_add_a_header(templates, people):
    templates["t.subject.txt"] = "{{ title }}"
    templates["t.txt"] = "Hello"
    templates["t.mjml"] = mjml("Hello")
    people["member"].name = "Bob\r\nBcc: all@example.org"
    message = post(
        to="bob@example.org",
        recipient=people["member"],
        template="t",
        context={"title": "Hi\r\nBcc: all@example.org\n\nBody"},
        headers={"X-Event": "a\r\nBcc: all@example.org"},
    )
    assert message.subject == "Hi Bcc: all@example.org Body"
    assert message.to_name == "Bob Bcc: all@example.org"
    raw = actions.why_not_sent(message)
    assert raw == ""


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Subject", "bcc", "X Y", "X:Y", "", "X\r\nBcc", "DATE"])
def test_a_caller_cannot_set_our_own_headers_or_broken_ones(name):
    with pytest.raises(ValueError, match="Not a header"):
        post(to="bob@example.org", headers={name: "1"}, **PROBE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("calendar", "method"), [(b"BEGIN:VCALENDAR", ""), (b"x", "REQUEST; x=1"), (None, "REQUEST")]
)
def test_a_calendar_part_and_its_method_come_together(calendar, method):
    with pytest.raises(ValueError, match="Not the method"):
        post(to="bob@example.org", calendar=calendar, calendar_method=method, **PROBE)


@pytest.mark.django_db
def test_a_broken_template_is_named_and_nothing_is_written(templates):
    templates |= {"t.subject.txt": "x", "t.txt": "x", "t.mjml": "<mjml><mj-body>"}
    with pytest.raises(BrokenTemplate, match=r"t\.mjml: not valid MJML"):
        post(to="bob@example.org", template="t", context={})
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_an_erased_account_gets_no_mail_that_was_posted_to_it(people):
    message = MessageFactory(recipient=people["member"], is_for_account=True)
    people["member"].delete()
    message.refresh_from_db()
    assert "erased" in actions.why_not_sent(message)


@pytest.mark.django_db
def test_suppressing_twice_keeps_one_row_and_the_first_reason():
    first = actions.suppress(address="Gone@Example.org", reason="Bounced")
    second = actions.suppress(address="gone@example.org", reason="Complained")
    assert first == second
    assert second.reason == "Bounced"
    assert str(second) == "gone@example.org"
