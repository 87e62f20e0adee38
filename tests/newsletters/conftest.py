"""What the tests of the newsletters share."""

import pytest

from newsletters.actions import issuing
from outbox.models import Message
from outbox.transports import MemoryTransport
from tests.factories.members import UserFactory
from tests.factories.newsletters import IssuePageFactory, NewsletterFactory, SubscriptionFactory


@pytest.fixture(autouse=True)
def empty_memory():
    """Forget what the memory transport took in another test."""
    MemoryTransport.forget()
    yield
    MemoryTransport.forget()


@pytest.fixture
def over_smtp(settings, smtp_sink):
    """Send over real SMTP; returns the sink."""
    settings.OUTBOX_TRANSPORT = "outbox.transports.SmtpTransport"
    settings.EMAIL_URL = smtp_sink.url
    return smtp_sink


@pytest.fixture
def newsletter(db):
    return NewsletterFactory.create()


@pytest.fixture
def issue(newsletter):
    return IssuePageFactory.create()


@pytest.fixture
def readers(newsletter):
    """Three people who have confirmed."""
    names = ("anna", "ben", "cleo")
    return [SubscriptionFactory.create(email=f"{name}@example.org") for name in names]


@pytest.fixture
def sender(db):
    return UserFactory.create(email="alice@example.org")


@pytest.fixture
def edition(issue, readers, sender):
    """The issue, frozen, with three deliveries that wait."""
    return issuing.send_issue(issue=issue, by=sender)[0]


@pytest.fixture
def mails(db):
    """Return the mails in the outbox, the oldest first."""
    return lambda: list(Message.objects.order_by("pk"))
