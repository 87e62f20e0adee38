"""Says at start-up when mail cannot leave this installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.core.exceptions import ImproperlyConfigured

from outbox.transports import InboxTransport, calendars_are_carried, get_transport


def register_all() -> None:
    """Register the checks of this room with Django."""
    register(mail_can_leave, Tags.security, deploy=True)
    register(calendars_arrive, Tags.compatibility)


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


def calendars_arrive(**_options: Any) -> list[CheckMessage]:
    """Return a warning when the mail backend cannot carry an invitation as a part of the mail."""
    if calendars_are_carried():
        return []
    message = (
        f"{settings.OUTBOX_BACKEND} cannot carry an invitation: calendars get it as an attached"
        " file only, and the mail has links to put the event into a calendar by hand."
    )
    hint = "Send by SMTP (EMAIL_URL), Amazon SES or SendGrid to have events move in calendars."
    return [Warning(message, hint=hint, id="outbox.W003")]
