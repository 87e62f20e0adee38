"""The SMTP transport by itself: addresses of servers, connections, sign-in."""

import pytest
from aiosmtpd.smtp import AuthResult
from django.core.exceptions import ImproperlyConfigured

from outbox.transports import (
    Deferred,
    InboxTransport,
    MemoryTransport,
    OutcomeUnknown,
    Refused,
    Server,
    SmtpTransport,
    Unreachable,
)
from outbox.transports.smtp import readable
from tests.smtp_sink import Fault

MAIL = b"Subject: x\r\n\r\nHello\r\n"
ENVELOPE = {"envelope_from": "post@example.org", "to": "bob@example.org"}


@pytest.fixture
def transport(smtp_sink):
    with SmtpTransport(Server.from_url(smtp_sink.url)) as transport:
        yield transport


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 25)),
        (
            "smtp+tls://bob%40example.org:p%2Fw@mail.example.org?timeout=5",
            Server("mail.example.org", 587, "bob@example.org", "p/w", starttls=True, timeout=5),
        ),
        ("smtps://mail.example.org:4465", Server("mail.example.org", 4465, tls=True)),
    ],
)
def test_a_server_is_named_by_an_address(url, server):
    assert Server.from_url(url) == server


@pytest.mark.parametrize(
    "url",
    ["", "smtp://", "https://mail.example.org", "smtp://x:port", "smtp://x?timeout=soon"],
)
def test_what_names_no_server_is_said_clearly(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        Server.from_url(url)


def test_a_reused_connection_that_the_server_closed_is_replaced(transport, smtp_sink):
    transport.send(MAIL, **ENVELOPE)
    smtp_sink.stop()
    smtp_sink.start()
    assert transport.send(MAIL, **ENVELOPE).startswith("250")
    assert len(smtp_sink.letters) == 2


def test_a_server_that_says_goodbye_to_a_reused_connection_is_called_again(transport, smtp_sink):
    transport.send(MAIL, **ENVELOPE)
    smtp_sink.will(Fault.CLOSE_POLITELY)
    transport.send(MAIL, **ENVELOPE)
    assert smtp_sink.connections == 2


def test_a_busy_server_is_not_pressed_on_a_reused_connection(transport, smtp_sink):
    transport.send(MAIL, **ENVELOPE)
    smtp_sink.will(Fault.DEFER_SENDER)
    with pytest.raises(Deferred, match="451"):
        transport.send(MAIL, **ENVELOPE)


def test_a_connection_is_renewed_after_its_share_of_mails(transport, smtp_sink):
    transport.messages_per_connection = 2
    for _ in range(5):
        transport.send(MAIL, **ENVELOPE)
    assert len(smtp_sink.letters) == 5
    assert smtp_sink.connections == 3


def test_a_refused_recipient_does_not_spoil_the_connection(transport, smtp_sink):
    smtp_sink.will(Fault.REFUSE_RECIPIENT)
    with pytest.raises(Refused) as refusal:
        transport.send(MAIL, **ENVELOPE)
    assert refusal.value.code == 550
    transport.send(MAIL, **ENVELOPE)
    assert smtp_sink.connections == 1


def test_a_deferred_recipient_does_not_spoil_the_connection(transport, smtp_sink):
    smtp_sink.will(Fault.DEFER_RECIPIENT)
    with pytest.raises(Deferred):
        transport.send(MAIL, **ENVELOPE)
    transport.send(MAIL, **ENVELOPE)
    assert smtp_sink.connections == 1


def test_a_server_that_cannot_leave_a_refused_envelope_is_left(transport, smtp_sink):
    smtp_sink.will(Fault.REFUSE_AND_DROP)
    with pytest.raises(Refused):
        transport.send(MAIL, **ENVELOPE)
    assert transport._connection is None


def test_a_mail_without_a_last_line_end_gets_one(transport, smtp_sink):
    transport.send(b"Subject: x\r\n\r\nHello", **ENVELOPE)
    assert smtp_sink.letters[0].raw.endswith(b"Hello\r\n")


def test_silence_is_unknown_and_the_next_mail_uses_a_new_connection(transport, smtp_sink):
    smtp_sink.will(Fault.DROP_AFTER_MESSAGE)
    with pytest.raises(OutcomeUnknown) as silence:
        transport.send(MAIL, **ENVELOPE)
    assert "No answer" in silence.value.text
    transport.send(MAIL, **ENVELOPE)
    assert smtp_sink.connections == 2


def test_an_answer_that_smtp_does_not_know_is_unknown(transport, smtp_sink, monkeypatch):
    async def odd(*_):
        return "299 Whatever"

    monkeypatch.setattr(smtp_sink, "handle_DATA", odd)
    with pytest.raises(OutcomeUnknown, match="299"):
        transport.send(MAIL, **ENVELOPE)


def test_a_server_that_closes_while_deferring_is_left(transport, smtp_sink, monkeypatch):
    async def closing(*_):
        return "421 Shutting down"

    monkeypatch.setattr(smtp_sink, "handle_DATA", closing)
    with pytest.raises(Deferred, match="421"):
        transport.send(MAIL, **ENVELOPE)
    assert transport._connection is None


def test_a_missing_server_and_missing_encryption_are_set_up_faults(smtp_sink):
    nowhere = Server("127.0.0.1", 9, timeout=1)
    no_tls = Server("127.0.0.1", smtp_sink.port, starttls=True, timeout=1)
    not_tls = Server("127.0.0.1", smtp_sink.port, tls=True, timeout=1)
    for server in (nowhere, no_tls, not_tls):
        with SmtpTransport(server) as transport, pytest.raises(Unreachable):
            transport.send(MAIL, **ENVELOPE)
    assert smtp_sink.letters == []


@pytest.mark.parametrize("password", ["right", "wrong"])
def test_a_refused_sign_in_refuses_no_mail(smtp_sink, password):
    def check(_server, _session, _envelope, _mechanism, data):
        return AuthResult(success=data.password == b"right")

    smtp_sink.stop()
    smtp_sink.options = {"auth_require_tls": False, "authenticator": check}
    smtp_sink.start()
    server = Server("127.0.0.1", smtp_sink.port, user="site", password=password, timeout=1)
    with SmtpTransport(server) as transport:
        if password == "right":
            assert transport.send(MAIL, **ENVELOPE).startswith("250")
        else:
            with pytest.raises(Unreachable):
                transport.send(MAIL, **ENVELOPE)


def test_closing_twice_and_closing_a_dead_connection_do_no_harm(smtp_sink):
    transport = SmtpTransport(Server.from_url(smtp_sink.url))
    transport.send(MAIL, **ENVELOPE)
    transport._connection.close()
    transport.close()
    transport.close()


def test_a_reply_is_shown_as_one_short_line():
    assert readable(b"2.0.0 ok\n\xff id=1" + b"x" * 900).startswith("2.0.0 ok \ufffd id=1xx")
    assert len(readable(b"x" * 900)) == 500


def test_the_inbox_takes_everything():
    with InboxTransport() as inbox:
        assert inbox.send(MAIL, **ENVELOPE).startswith("250")


def test_the_double_remembers_and_fails_on_request():
    with MemoryTransport() as memory:
        memory.faults.append(Refused(550, "No"))
        with pytest.raises(Refused, match="550 No"):
            memory.send(MAIL, **ENVELOPE)
        memory.send(MAIL, **ENVELOPE)
    assert [sent.to for sent in MemoryTransport.sent] == ["bob@example.org"]
