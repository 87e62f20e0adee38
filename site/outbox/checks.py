"""Says at start-up when mail cannot leave this installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from outbox.transports import InboxTransport, get_transport


def register_all() -> None:
    """Register the checks of this room with Django."""
    register(mail_can_leave, Tags.security, deploy=True)


def mail_can_leave(**_options: Any) -> list[CheckMessage]:
    """Return an error when no mail server is set, or only the inbox of development."""
    try:
        transport = get_transport()
    except (ImproperlyConfigured, ImportError) as error:
        return [Error(f"Mail cannot be sent: {error}", id="outbox.E001")]
    if isinstance(transport, InboxTransport) and not settings.DEBUG:
        hint = "Set EMAIL_URL."
        return [Error("Mail would stay in the admin's inbox.", hint=hint, id="outbox.E002")]
    return []
