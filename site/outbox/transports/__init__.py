"""Ways to hand over mail; ``settings.OUTBOX_TRANSPORT`` names the one in use."""

from django.conf import settings
from django.utils.module_loading import import_string

from outbox.transports.inbox import InboxTransport
from outbox.transports.interface import (
    Deferred,
    NotSent,
    OutcomeUnknown,
    Refused,
    Transport,
    Unreachable,
)
from outbox.transports.memory import MemoryTransport
from outbox.transports.smtp import Server, SmtpTransport

__all__ = [
    "Deferred",
    "InboxTransport",
    "MemoryTransport",
    "NotSent",
    "OutcomeUnknown",
    "Refused",
    "Server",
    "SmtpTransport",
    "Transport",
    "Unreachable",
    "get_transport",
]


def get_transport() -> Transport:
    """Return a new transport of the class that ``settings.OUTBOX_TRANSPORT`` names."""
    transport: Transport = import_string(settings.OUTBOX_TRANSPORT)()
    return transport
