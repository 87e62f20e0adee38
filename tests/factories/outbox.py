"""Mail in any state, without rendering."""

import uuid

import factory
from django.utils import timezone

from outbox.models import Message, State, Suppression


class MessageFactory(factory.django.DjangoModelFactory):
    """A queued mail to Bob."""

    class Meta:
        model = Message

    uuid = factory.LazyFunction(uuid.uuid4)
    message_id = factory.LazyAttribute(lambda mail: f"<{mail.uuid}@example.org>")
    kind = "outbox/probe"
    to_address = "bob@example.org"
    to_name = "Bob Example"
    sender = "INSPIRE <post@example.org>"
    subject = factory.Sequence(lambda n: f"Mail {n}")
    text = "What happened and what to do.\n"
    html = "<!doctype html><html><head></head><body><p>What happened.</p></body></html>"
    state = State.QUEUED
    created_at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyAttribute(lambda mail: mail.created_at)


class SuppressionFactory(factory.django.DjangoModelFactory):
    """An address that does not exist any more."""

    class Meta:
        model = Suppression

    address = factory.Sequence(lambda n: f"gone{n}@example.org")
    reason = "Mailbox does not exist"
