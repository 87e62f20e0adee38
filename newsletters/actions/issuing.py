"""Send an issue, try it out, pause it, and decide about what is held."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from newsletters.audience import audience_of
from newsletters.checks import checks_of
from newsletters.composing import TEMPLATE, compose, context_of, headers_of
from newsletters.models import HELD, Delivery, Edition, IssuePage
from newsletters.signals import deliveries_released, issue_sent
from outbox.actions import OWN_HEADERS, post

if TYPE_CHECKING:
    from django.dispatch import Signal

    from community.members.models import User
    from outbox.models import Message

logger = logging.getLogger(__name__)


class NotReady(Exception):
    """The issue must not be sent as it is; `reasons` say why, one line each."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep the reasons."""
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@transaction.atomic
def send_issue(*, issue: IssuePage, by: User) -> tuple[Edition, bool]:
    """Freeze the issue and one delivery for each reader; return the edition and whether it is new.

    Workers are woken after the commit. A second call, at whatever moment, returns the first
    edition and changes nothing. Raises `NotReady`.
    """
    _lock(issue)
    sent = Edition.objects.filter(issue_key=issue.translation_key, language=issue.language).first()
    if sent is not None:
        return sent, False
    audience, letter = audience_of(issue), compose(issue)
    checks = checks_of(issue, letter, audience.count())
    if reasons := [check.detail for check in checks if not check.is_met]:
        raise NotReady(reasons)
    edition = Edition.objects.create(
        newsletter=issue.newsletter,
        issue=issue,
        issue_key=issue.translation_key,
        language=issue.language,
        subject=letter.subject,
        sender=letter.sender,
        reply_to=letter.reply_to,
        html=letter.html,
        text=letter.text,
        headers=letter.headers,
        created_by=by,
    )
    Delivery.objects.all().freeze(edition, audience)
    transaction.on_commit(lambda: _tell(issue_sent, edition))
    return edition, True


def _lock(issue: IssuePage) -> None:
    """Let everyone who presses Send on this issue wait for each other."""
    Page.objects.select_for_update(of=("self",)).get(pk=issue.pk)


def _tell(signal: Signal, edition: Edition) -> None:
    """Wake the workers. When that fails nothing is lost: the sweeper finds the ledger."""
    for _receiver, answer in signal.send_robust(sender=Edition, edition=edition):
        if isinstance(answer, Exception):
            logger.warning("No worker could be woken for a letter: %s", type(answer).__name__)


@transaction.atomic
def send_test(*, issue: IssuePage, to: str) -> Message:
    """Post the letter to one address to look at; return the mail. Its links to leave lead nowhere.

    Raises `NotReady` when a part of it cannot be shown in a mail.
    """
    letter = compose(issue)
    if letter.faults:
        raise NotReady([fault.text for fault in letter.faults])
    headers = headers_of(issue, issue.newsletter).items()
    return post(
        to=to,
        template=TEMPLATE,
        context=context_of(issue, letter.parts)
        | {"subject_mark": _("Test"), "reader": to, "is_test": True},
        language=issue.language,
        reply_to=letter.reply_to,
        headers={name: text for name, text in headers if name.lower() not in OWN_HEADERS},
    )


@transaction.atomic
def pause(*, edition: Edition) -> None:
    """Hold back what has not left yet; letters on the wire are not called back."""
    Edition.objects.filter(pk=edition.pk).update(is_paused=True)


@transaction.atomic
def resume(*, edition: Edition) -> None:
    """Let a paused edition go on; workers are woken after the commit."""
    Edition.objects.filter(pk=edition.pk).update(is_paused=False)
    transaction.on_commit(lambda: _tell(deliveries_released, edition))


@transaction.atomic
def send_again(*, edition: Edition, deliveries: list[int]) -> int:
    """Let held deliveries wait again, as staff decided; return how many."""
    count = (
        Delivery.objects.filter(edition=edition, pk__in=deliveries)
        .in_state(*HELD)
        .exclude(email="")
        .update(
            state=Delivery.State.PENDING,
            reason="",
            server_reply="",
            attempts=0,
            due_at=timezone.now(),
            settled_at=None,
            claimed_by=None,
            claimed_until=None,
        )
    )
    transaction.on_commit(lambda: _tell(deliveries_released, edition))
    return int(count)


@transaction.atomic
def treat_as_sent(*, edition: Edition, deliveries: list[int]) -> int:
    """Close deliveries of unknown outcome as accepted, as staff decided; return how many."""
    return int(
        Delivery.objects.filter(edition=edition, pk__in=deliveries)
        .in_state(Delivery.State.UNKNOWN)
        .update(
            state=Delivery.State.ACCEPTED,
            reason=_("Treated as sent by decision of staff."),
            settled_at=timezone.now(),
            claimed_by=None,
            claimed_until=None,
        )
    )
