"""Ask to be written to, confirm it, choose, leave, come back."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from community.members.actions import record_consent
from community.members.models import ConsentRecord, mail_language
from newsletters.addresses import fingerprint, normalised
from newsletters.models import Delivery, Newsletter, Subscription, Suppression
from newsletters.signals import subscription_confirmed
from outbox.actions import post
from outbox.rendering import absolute_url

if TYPE_CHECKING:
    from community.members.models import User
    from vocabulary.models import Term

logger = logging.getLogger(__name__)
State = Subscription.State
Reason = Suppression.Reason

# A fresh yes of the person outweighs these; what staff decided stands.
LIFTED_BY_MAIL: Final = (Reason.ERASED, Reason.BOUNCED)
LIFTED_BY_MEMBER: Final = (*LIFTED_BY_MAIL, Reason.COMPLAINED)


class LinkUnknown(Exception):
    """Nobody was ever sent this link."""


class LinkExpired(Exception):
    """The link was right and works no more."""


class ListIsClosed(Exception):
    """The newsletter takes no new subscribers."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for: letters in a language, counted with a group, under some words."""

    language: str
    stakeholder_group: Term | None
    source: str = ""


@transaction.atomic
def ask(*, newsletter: Newsletter, email: str, wish: Wish) -> None:
    """Write to an address and ask whether its owner wants letters.

    Says nothing of what it found: nobody learns from our form who is on the list. An address that
    is on it already gets a mail that says so. Raises `ListIsClosed`.
    """
    if not newsletter.is_open:
        raise ListIsClosed
    address = normalised(email)
    subscription, _created = Subscription.objects.select_for_update().get_or_create(
        newsletter=newsletter, fingerprint=fingerprint(address), defaults={"email": address}
    )
    if not subscription.may_be_asked or _is_left_alone(subscription):
        return
    if not subscription.is_confirmed:
        _note_wish(subscription, address, wish)
    subscription.asked_at = timezone.now()
    subscription.asks += 1
    subscription.save()
    _send_question(subscription, wish.language)


def _is_left_alone(subscription: Subscription) -> bool:
    found = Suppression.objects.filter(fingerprint=subscription.fingerprint)
    return found.exclude(reason__in=LIFTED_BY_MAIL).exists()


def _note_wish(subscription: Subscription, address: str, wish: Wish) -> None:
    """Note what was asked for and the words that stood beside the box; the link works 30 days."""
    if subscription.is_expired or not subscription.confirm_token or subscription.has_left:
        subscription.confirm_token = uuid.uuid4()
    subscription.email = address
    subscription.state = State.PENDING
    subscription.pending_until = timezone.now() + timedelta(days=settings.NEWSLETTERS_PENDING_DAYS)
    _note_wording(subscription, wish)


def _note_wording(subscription: Subscription, wish: Wish) -> None:
    newsletter = subscription.newsletter
    subscription.language = wish.language
    subscription.stakeholder_group = wish.stakeholder_group
    subscription.wording = newsletter.consent_wording
    subscription.wording_version = newsletter.consent_version
    subscription.wording_language = newsletter.language
    subscription.source = wish.source


def _send_question(subscription: Subscription, language: str) -> None:
    """Post the mail that asks, or to a subscriber the one that says they are on the list."""
    if subscription.is_confirmed:
        name, route = "already_subscribed", ("newsletters:yours", str(subscription.token))
    else:
        name, route = "confirm", ("newsletters:confirm", str(subscription.confirm_token))
    with override(language):
        address = absolute_url(reverse(route[0], args=route[1:]))
    post(
        to=subscription.email,
        template=f"newsletters/email/{name}",
        context={
            "newsletter": subscription.newsletter,
            "subscription": subscription,
            "action_url": address,
        },
        language=language,
        reply_to=subscription.newsletter.reply_to,
    )


@transaction.atomic
def confirm(*, token: uuid.UUID) -> tuple[Subscription, bool]:
    """Put whoever got the link on the list; return the subscription and whether it was news.

    Raises:
        LinkUnknown: nobody was ever sent it.
        LinkExpired: it is too old, or the person has left since.
    """
    subscription = (
        Subscription.objects.select_for_update(of=("self",))
        .select_related("newsletter", "user")
        .filter(confirm_token=token)
        .first()
    )
    if subscription is None:
        raise LinkUnknown
    if subscription.is_confirmed:
        return subscription, False
    if subscription.state != State.PENDING or subscription.is_expired:
        raise LinkExpired
    _put_on_list(subscription, method="link in mail", lifts=LIFTED_BY_MAIL)
    return subscription, True


@transaction.atomic
def subscribe_member(*, newsletter: Newsletter, user: User, source: str) -> Subscription:
    """Put a member on the list by one press and return the subscription.

    The address must have been proven: where it was not, the mail asks, as it asks a stranger, and
    the subscription waits. Raises `ListIsClosed`.
    """
    if not newsletter.is_open:
        raise ListIsClosed
    profile = getattr(user, "profile", None)
    wish = Wish(
        language=mail_language(user, otherwise=newsletter.language),
        stakeholder_group=profile.stakeholder_group if profile else None,
        source=source,
    )
    subscription, _created = Subscription.objects.select_for_update().get_or_create(
        newsletter=newsletter,
        fingerprint=fingerprint(user.email),
        defaults={"email": user.email, "user": user},
    )
    subscription.user = user
    subscription.save(update_fields=["user"])
    if not EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists():
        ask(newsletter=newsletter, email=user.email, wish=wish)
        subscription.refresh_from_db()
    elif not subscription.is_confirmed:
        subscription.email = user.email
        _note_wording(subscription, wish)
        _put_on_list(subscription, method="button for members", lifts=LIFTED_BY_MEMBER)
    return subscription


def _put_on_list(subscription: Subscription, *, method: str, lifts: tuple[str, ...]) -> None:
    subscription.state = State.CONFIRMED
    subscription.confirmed_at = timezone.now()
    subscription.pending_until = subscription.left_at = None
    subscription.asks = 0
    subscription.consent = _record(subscription, given=True, method=method)
    subscription.save()
    Suppression.objects.filter(fingerprint=subscription.fingerprint, reason__in=lifts).delete()
    transaction.on_commit(lambda: _tell_confirmed(subscription))


def _record(subscription: Subscription, *, given: bool, method: str) -> ConsentRecord:
    return record_consent(
        email=subscription.email,
        purpose=ConsentRecord.Purpose.NEWSLETTER,
        wording=subscription.wording,
        wording_version=subscription.wording_version,
        language=subscription.wording_language,
        given=given,
        user=subscription.user,
        subject=subscription.newsletter.slug,
        source=subscription.source,
        method=method,
    )


def find(*, token: uuid.UUID) -> Subscription | None:
    """Return the subscription that a key of its own, or of one of its letters, stands for."""
    known = Subscription.objects.select_related("newsletter", "user", "stakeholder_group")
    own = known.filter(token=token).first()
    return (
        own
        or known.filter(
            pk__in=Delivery.objects.filter(token=token).values("subscription_id")
        ).first()
    )


@transaction.atomic
def unsubscribe(*, subscription: Subscription, method: str) -> bool:
    """End a subscription, also for letters that are just going out; return whether it was news."""
    row = _lock(subscription)
    if row.state == State.UNSUBSCRIBED:
        return False
    if row.consent_id:
        _record(row, given=False, method=method)
    row.state, row.left_at = State.UNSUBSCRIBED, timezone.now()
    row.save(update_fields=["state", "left_at"])
    return True


@transaction.atomic
def undo(*, subscription: Subscription, method: str) -> bool:
    """Take back a leaving; return whether there was one that can be taken back."""
    row = _lock(subscription)
    if not (row.has_left and row.consent_id):
        return False
    _put_on_list(row, method=method, lifts=())
    return True


@transaction.atomic
def choose(*, subscription: Subscription, wish: Wish) -> None:
    """Change the language of the letters and the group that the reader is counted with."""
    row = _lock(subscription)
    row.language, row.stakeholder_group = wish.language, wish.stakeholder_group
    row.save(update_fields=["language", "stakeholder_group"])


def _lock(subscription: Subscription) -> Subscription:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("newsletter", "user")
    return rows.get(pk=subscription.pk)


def _tell_confirmed(subscription: Subscription) -> None:
    answers = subscription_confirmed.send_robust(sender=Subscription, subscription=subscription)
    for _receiver, answer in answers:
        if isinstance(answer, Exception):
            logger.error("A receiver of subscription_confirmed failed: %r", answer)
