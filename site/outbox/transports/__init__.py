"""Ways to hand over mail; ``settings.OUTBOX_TRANSPORT`` names the one in use."""

from django.conf import settings
from django.utils.module_loading import import_string

from outbox.transports.backend import BackendTransport, carries_calendars
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

BACKEND_TRANSPORT = "outbox.transports.BackendTransport"

__all__ = [
    "BackendTransport",
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
    "calendars_are_carried",
    "get_transport",
]


def calendars_are_carried() -> bool:
    """Return whether mail programs get an invitation as one, and not as an attached file only."""
    if settings.OUTBOX_TRANSPORT != BACKEND_TRANSPORT:
        return True
    return carries_calendars(settings.OUTBOX_BACKEND)


def get_transport() -> Transport:
    """Return a new transport of the class that ``settings.OUTBOX_TRANSPORT`` names."""
    transport: Transport = import_string(settings.OUTBOX_TRANSPORT)()
    return transport
