"""Mail by a backend of Django's: nothing is lost, and calendars go as far as they can."""

import io
import smtplib

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend

from events.mails import confirm
from outbox import delivery
from outbox.checks import calendars_arrive
from outbox.mime import build
from outbox.models import Message, State
from outbox.transports import BackendTransport, carries_calendars
from outbox.transports.backend import as_django_mail
from tests.factories.events import RegistrationFactory
from tests.factories.outbox import MessageFactory
from tests.outbox.test_mime import INVITATION

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def by_backend(settings):
    """Send by Django's backend for tests; returns what it took."""
    settings.OUTBOX_TRANSPORT = "outbox.transports.BackendTransport"
    settings.OUTBOX_BACKEND = LOCMEM
    django_mail.outbox = []
    return django_mail.outbox


class ProviderError(Exception):
    """What a library raises for an answer of HTTP."""

    def __init__(self, status_code=None) -> None:
        self.status_code = status_code


class FaultyBackend(BaseEmailBackend):
    """Raises what a test wants."""

    error: Exception | None = None

    def send_messages(self, email_messages):
        if self.error:
            raise self.error
        return 0


@pytest.mark.parametrize(
    ("backend", "can"),
    [
        ("anymail.backends.mailgun.EmailBackend", False),
        ("anymail.backends.postmark.EmailBackend", False),
        ("anymail.backends.brevo.EmailBackend", False),
        ("anymail.backends.test.EmailBackend", False),
        ("anymail.backends.amazon_ses.EmailBackend", True),
        ("anymail.backends.sendgrid.EmailBackend", True),
        ("django.core.mail.backends.smtp.EmailBackend", True),
    ],
)
def test_the_check_knows_by_the_name_which_backends_carry_calendars(settings, backend, can):
    settings.OUTBOX_TRANSPORT = "outbox.transports.BackendTransport"
    settings.OUTBOX_BACKEND = backend  # not installed here, and not imported
    assert carries_calendars(backend) is can
    warnings = calendars_arrive()
    assert [warning.id for warning in warnings] == ([] if can else ["outbox.W003"])
    assert all(backend in warning.msg for warning in warnings)


def test_our_own_transports_carry_calendars(settings):
    settings.OUTBOX_TRANSPORT = "outbox.transports.SmtpTransport"
    settings.OUTBOX_BACKEND = "anymail.backends.mailgun.EmailBackend"
    assert calendars_arrive() == []


@pytest.mark.django_db
def test_everything_of_a_mail_reaches_the_backend(by_backend):
    message = MessageFactory(
        to_name="Zoë Ĵones",
        reply_to="desk@example.org",
        headers={"List-Id": "<x.example.org>"},
        calendar=INVITATION,
        calendar_method="REQUEST",
    )
    delivery.deliver_due()
    message.refresh_from_db()
    assert message.state == State.ACCEPTED
    (sent,) = by_backend
    assert sent.subject == message.subject
    assert sent.body.strip() == message.text.strip()
    assert sent.to == [f"Zoë Ĵones <{message.to_address}>"]
    assert sent.reply_to == ["desk@example.org"]
    assert sent.extra_headers["List-Id"] == "<x.example.org>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    kinds = [kind for _content, kind in sent.alternatives]
    assert kinds == ["text/html", "text/calendar; method=REQUEST"]
    parts = [part for part in sent.message().walk() if part.get_content_type() == "text/calendar"]
    assert [(part.get_param("method"), part.get_param("charset")) for part in parts] == [
        ("REQUEST", "utf-8")
    ]
    (attached,) = sent.attachments
    assert attached[0] == "invite.ics"


@pytest.mark.django_db
def test_where_a_calendar_is_not_carried_it_is_attached_and_nothing_breaks():
    message = MessageFactory.build(calendar=INVITATION, calendar_method="REQUEST")
    sent = as_django_mail(build(message), is_calendar_carried=False)
    assert [kind for _content, kind in sent.alternatives] == ["text/html"]
    ((name, content, _kind),) = sent.attachments
    assert name == "invite.ics"
    assert content == INVITATION
    django_mail.get_connection(
        "django.core.mail.backends.console.EmailBackend", stream=io.StringIO()
    ).send_messages([sent])


@pytest.mark.django_db
def test_then_the_confirmation_has_links_into_calendars(settings):
    registration = RegistrationFactory()
    confirm(registration)
    settings.OUTBOX_TRANSPORT = "outbox.transports.BackendTransport"
    settings.OUTBOX_BACKEND = "anymail.backends.mailgun.EmailBackend"
    confirm(registration)
    usual, by_hand = Message.objects.order_by("pk")
    for body in ("text", "html"):
        assert "calendar.google.com" not in getattr(usual, body)
        assert "calendar.google.com" in getattr(by_hand, body)
    assert bytes(by_hand.calendar).startswith(b"BEGIN:VCALENDAR")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "state"),
    [
        (ProviderError(400), State.REFUSED),
        (ProviderError(429), State.QUEUED),
        (ProviderError(503), State.QUEUED),
        (ProviderError(), State.UNKNOWN),
        (TimeoutError("read timed out"), State.UNKNOWN),
        (ConnectionRefusedError(111, "refused"), State.QUEUED),
        (smtplib.SMTPDataError(554, b"no"), State.REFUSED),
        (None, State.UNKNOWN),
    ],
)
def test_what_a_backend_raises_says_what_became_of_the_mail(
    by_backend, settings, monkeypatch, error, state
):
    settings.OUTBOX_BACKEND = f"{__name__}.FaultyBackend"
    monkeypatch.setattr(FaultyBackend, "error", error)
    message = MessageFactory()
    delivery.deliver_due()
    message.refresh_from_db()
    assert message.state == state


def test_a_backend_that_is_not_installed_is_named_by_the_start_up_check(settings):
    settings.OUTBOX_BACKEND = "anymail.backends.mailgun.EmailBackend"
    with pytest.raises(ImportError):
        BackendTransport()
