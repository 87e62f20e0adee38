"""The deeds of the post room that others ask for: post, decide, suppress, forget."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from email.utils import getaddresses
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outbox.mime import mailbox
from outbox.models import UNFINISHED, Message, State, Suppression
from outbox.rendering import one_line, render_mail
from outbox.signals import mail_posted

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

HEADER_NAME = re.compile(r"[A-Za-z0-9-]{1,70}")
OWN_HEADERS = frozenset(
    {
        *("auto-submitted", "bcc", "cc", "content-language", "content-transfer-encoding"),
        *("content-type", "date", "from", "message-id", "mime-version", "reply-to", "sender"),
        *("subject", "to", "x-auto-response-suppress"),
    }
)
CALENDAR_METHODS = frozenset({"REQUEST", "CANCEL", "PUBLISH"})


class NotPossible(Exception):
    """A decision of staff no longer fits what has become of the mail; the message says why."""


@transaction.atomic
def post(
    *,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str = "en",
    topic: str = "",
    recipient: AbstractBaseUser | None = None,
    reply_to: str = "",
    headers: dict[str, str] | None = None,
    calendar: bytes | None = None,
    calendar_method: str = "",
) -> Message:
    """Write one mail in the caller's transaction and return it; it is sent after the commit.

    The mail is rendered now, so it tells what is true now. Mails with the same ``to`` and ``topic``
    leave in the order they were posted; without a topic they do not wait for each other.
    ``to`` may be ``"Name <address>"``; an address that is none, or is suppressed, gives a mail in
    the state ``skipped`` that says why. ``calendar`` is a whole iCalendar object with
    ``calendar_method``. Raises ``outbox.rendering.BrokenTemplate``, and ``ValueError`` for headers
    or methods that are not ours to send: faults of the caller.
    """
    _check(headers or {}, calendar, calendar_method)
    rendered = render_mail(template, context, language)
    name, address = _parsed(to)
    now, identifier = timezone.now(), uuid.uuid4()
    message = Message(
        uuid=identifier,
        message_id=f"<{identifier}@{_site_host()}>",
        kind=template.replace("/email/", "/"),
        topic=topic,
        to_address=address[:320],
        to_name=_name_of(recipient, name)[:200],
        recipient=cast("Any", recipient),
        is_for_account=recipient is not None,
        language=language,
        sender=settings.DEFAULT_FROM_EMAIL,
        reply_to=reply_to,
        subject=rendered.subject[:400],
        text=rendered.text,
        html=rendered.html,
        calendar=calendar,
        calendar_method=calendar_method,
        headers={key: one_line(value) for key, value in (headers or {}).items()},
        created_at=now,
        due_at=now,
    )
    if reason := why_not_sent(message):
        message.state, message.reason = State.SKIPPED, reason
    message.save(force_insert=True)
    transaction.on_commit(_tell_that_mail_is_posted)
    return message


def why_not_sent(message: Message) -> str:
    """Return why ``message`` must not be sent now, in words for staff; empty when it may."""
    try:
        validate_email(message.to_address)
        mailbox(message.to_name, message.to_address)
    except (ValidationError, ValueError):
        return _("This is not an e-mail address.")
    if Suppression.objects.of(message.to_address).exists():
        return _("The address is on the list of suppressed addresses.")
    if message.is_for_account and message.recipient is None:
        return _("The account of the recipient has been erased.")
    if message.recipient and not message.recipient.is_active:
        return _("The account of the recipient is closed.")
    return ""


@transaction.atomic
def send_again(*, message_id: int) -> Message:
    """Queue a mail once more that is unknown, refused or skipped, and return it.

    Raises ``NotPossible`` when it is in another state, its body is forgotten, or a later mail on
    the same topic has already left and would be overtaken.
    """
    message = Message.objects.select_for_update().get(pk=message_id)
    if not message.can_be_sent_again:
        raise NotPossible(_("This mail cannot be sent again in its present state."))
    if _has_successor_that_left(message):
        raise NotPossible(_("A later mail on the same topic has already left."))
    message.state, message.reason, message.server_reply = State.QUEUED, "", ""
    message.due_at, message.attempts = timezone.now(), 0
    message.claimed_by = message.claimed_until = None
    message.save()
    transaction.on_commit(_tell_that_mail_is_posted)
    return message


@transaction.atomic
def treat_as_sent(*, message_id: int) -> Message:
    """Close a mail of unknown outcome as accepted and return it; raise ``NotPossible``."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if not message.is_undecided:
        raise NotPossible(_("Only a mail with unknown outcome can be treated as sent."))
    message.state, message.sent_at = State.ACCEPTED, timezone.now()
    message.reason = _("Treated as sent by decision of staff.")
    message.claimed_by = message.claimed_until = None
    message.save()
    transaction.on_commit(_tell_that_mail_is_posted)
    return message


@transaction.atomic
def suppress(*, address: str, reason: str) -> Suppression:
    """Put ``address`` on the list of those that get no mail and return its row.

    The first reason stays when it already stands there.
    """
    known = Suppression.objects.of(address).first()
    return known or Suppression.objects.create(address=address.lower(), reason=reason)


@transaction.atomic
def forget_old_bodies(*, days: int) -> int:
    """Blank what mails older than ``days`` said and return how many; who got what when remains.

    Mails that are still to be sent or decided keep their bodies.
    """
    old = Message.objects.filter(
        created_at__lt=timezone.now() - timedelta(days=days), forgotten_at__isnull=True
    ).exclude(state__in=UNFINISHED)
    return old.update(text="", html="", calendar=None, forgotten_at=timezone.now())


def _check(headers: dict[str, str], calendar: bytes | None, method: str) -> None:
    for name in headers:
        if not HEADER_NAME.fullmatch(name) or name.lower() in OWN_HEADERS:
            raise ValueError(f"Not a header that a caller may set: {name!r}")
    if (method not in CALENDAR_METHODS) if calendar else method:
        raise ValueError(f"Not the method of a calendar part: {method!r}")


def _site_host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _parsed(to: str) -> tuple[str, str]:
    """Return name and address; what is not exactly one address stays whole and is found invalid."""
    found = getaddresses([to]) if to.isprintable() else []
    if len(found) == 1 and found[0][1]:
        return found[0]
    return "", "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in to)


def _name_of(recipient: AbstractBaseUser | None, name: str) -> str:
    """Return the name to greet in the To header, without what would break a header."""
    return _without_controls(name or str(getattr(recipient, "name", "")))


def _without_controls(text: str) -> str:
    return one_line("".join(c if c.isprintable() else " " for c in text))


def _has_successor_that_left(message: Message) -> bool:
    return (
        bool(message.topic)
        and Message.objects.filter(
            to_address=message.to_address, topic=message.topic, pk__gt=message.pk
        )
        .exclude(state__in=(State.QUEUED, State.SKIPPED))
        .exists()
    )


def _tell_that_mail_is_posted() -> None:
    mail_posted.send_robust(sender=Message)
