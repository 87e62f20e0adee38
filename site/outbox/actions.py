"""The deeds of the post room that others ask for: post, decide, suppress, forget."""

from __future__ import annotations

import re
import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from email.utils import getaddresses
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from lane.memory import keep, may_keep
from outbox.mime import mailbox
from outbox.models import SUPPRESSED, UNFINISHED, Message, State, Suppression
from outbox.rendering import Rendered, one_line, render_mail
from outbox.sealing import sealed_address
from outbox.signals import mail_posted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.contrib.auth.models import AbstractBaseUser

HEADER_NAME = re.compile(r"[A-Za-z0-9-]{1,70}")
OWN_HEADERS = frozenset(
    {
        *("auto-submitted", "bcc", "cc", "content-language", "content-transfer-encoding"),
        *("content-type", "date", "from", "message-id", "mime-version", "reply-to", "sender"),
        *("subject", "to", "x-auto-response-suppress"),
    }
)
FEW: Final = 10_000  # suppressed addresses that a process keeps in memory
CALENDAR_METHODS = frozenset({"REQUEST", "CANCEL", "PUBLISH"})
_gathered: Final = ContextVar[list[Message] | None]("mails posted together", default=None)


class NotPossible(Exception):
    """A decision of staff no longer fits what has become of the mail; the message says why."""


def post(
    *,
    to: str,
    template: str,
    context: dict[str, Any] | None = None,
    rendered: Rendered | None = None,
    language: str = "en",
    topic: str = "",
    recipient: AbstractBaseUser | None = None,
    reply_to: str = "",
    headers: dict[str, str] | None = None,
    calendar: bytes | None = None,
    calendar_method: str = "",
) -> Message:
    """Write one mail in the caller's transaction and return it; it is sent after the commit.

    The mail is rendered now, so it tells what is true now; who has it ``rendered`` already gives
    that. Mails with the same ``to`` and ``topic``
    leave in the order they were posted; without a topic they do not wait for each other.
    ``to`` may be ``"Name <address>"``; an address that is none, or is suppressed, gives a mail in
    the state ``skipped`` that says why. ``calendar`` is a whole iCalendar object with
    ``calendar_method``. Raises ``outbox.rendering.BrokenTemplate``, and ``ValueError`` for headers
    or methods that are not ours to send: faults of the caller.
    """
    _check(headers or {}, calendar, calendar_method)
    rendered = rendered or render_mail(template, context or {}, language)
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
    gathered = _gathered.get()
    if gathered is None:
        _write([message])
    else:
        gathered.append(message)
    return message


@contextmanager
def posted_together() -> Iterator[None]:
    """Write the mails that are posted in this block when it ends, with two queries for all.

    They are rendered where they are posted, and leave in that order. What breaks the block leaves
    none of them.
    """
    messages: list[Message] = []
    token = _gathered.set(messages)
    try:
        yield
    finally:
        _gathered.reset(token)
    if messages:
        _write(messages)


def why_not_sent(message: Message, *, suppressed: Collection[str] | None = None) -> str:
    """Return why ``message`` must not be sent now, in words for staff; empty when it may.

    ``suppressed`` are the addresses among those of many mails that get none, where that was asked.
    """
    try:
        validate_email(message.to_address)
        mailbox(message.to_name, message.to_address)
    except (ValidationError, ValueError):
        return _("This is not an e-mail address.")
    address = message.to_address
    if is_suppressed(address) if suppressed is None else address in suppressed:
        return _("The address is on the list of suppressed addresses.")
    if message.is_for_account and message.recipient is None:
        return _("The account of the recipient has been erased.")
    if message.recipient and not message.recipient.is_active:
        return _("The account of the recipient is closed.")
    return ""


def is_suppressed(address: str) -> bool:
    """Return whether an address gets no mail; no query where the whole list is in memory."""
    few = keep("outbox.suppressed", _few_suppressed if may_keep() else _unknown, SUPPRESSED)
    if few is None or not address.isascii():  # databases and we do not fold all letters alike
        return Suppression.objects.of(address).exists()
    return bool(few) and not few.isdisjoint((address.lower(), sealed_address(address)))


def _few_suppressed() -> frozenset[str] | None:
    """Return the list, or None where it is long."""
    found = Suppression.objects.annotate(lower=Lower("address")).values_list("lower", flat=True)
    addresses = frozenset(found[: FEW + 1])
    return addresses if len(addresses) <= FEW else None


def _unknown() -> None:
    """Within a transaction nothing is read into memory."""


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


def _write(messages: list[Message]) -> None:
    addresses = [one.to_address for one in messages]
    suppressed = Suppression.objects.among(addresses) if len(addresses) > 1 else None
    for message in messages:
        if reason := why_not_sent(message, suppressed=suppressed):
            message.state, message.reason = State.SKIPPED, reason
    with transaction.atomic(savepoint=False):
        Message.objects.bulk_create(messages)
        transaction.on_commit(_tell_that_mail_is_posted)


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
    if may_keep():
        is_suppressed("")  # outside the transaction: from here on the list is in memory
    mail_posted.send_robust(sender=Message)
