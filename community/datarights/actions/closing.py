"""Leaving: the account is closed at once, can be opened again for two weeks, then is erased."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.datarights.models import Closure
from community.members.actions import LastAdministrator, erase_member, keep_an_administrator
from community.members.changes import spread
from community.members.models import Affiliation, User, mail_language
from community.members.signals import member_left, member_returned
from outbox.actions import post
from outbox.rendering import absolute_url

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)
AT_ONCE: Final = 100  # people erased in one round


class NotClosed(Exception):
    """The account is not closed, or nobody may open it any more."""


@transaction.atomic
def close_account(*, user: User, heir: Affiliation | None = None) -> Closure:
    """Close an account and say so by mail; return until when it can be opened again.

    `heir` edits the page of the organisation from now on.

    Raises:
        LastAdministrator: nobody else could administer the site.
    """
    keep_an_administrator(besides=user)
    locked = User.objects.select_for_update().get(pk=user.pk)
    now = timezone.now()
    closure, is_new = Closure.objects.get_or_create(
        user=locked,
        defaults={
            "closed_at": now,
            "erase_on": now + timedelta(days=settings.ERASURE_GRACE_DAYS),
        },
    )
    if not is_new:
        return closure
    _hand_over(locked, heir)
    locked.is_active = user.is_active = False
    locked.save(update_fields=["is_active"])
    _tell_until_when(locked, closure)
    member_left.send(sender=User, user=locked)
    spread([locked.pk])
    return closure


@transaction.atomic
def reopen_account(*, user: User) -> User:
    """Open a closed account again, with everything as it was, and return it.

    Raises:
        NotClosed: it is not closed, its time is over, or stewards have suspended it.
    """
    rows = Closure.objects.with_way_back(timezone.now()).select_for_update(of=("self",))
    closure = rows.filter(user=user).first()
    if closure is None:
        raise NotClosed
    closure.delete()
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    member_returned.send(sender=User, user=locked)
    spread([locked.pk])
    return locked


def bar_return(*, user: User) -> None:
    """Let nobody open a closed account any more: for stewards who suspend the person as well."""
    Closure.objects.filter(user=user).update(may_return=False)


def allow_return(*, user: User) -> None:
    """Let the owner of a closed account come back again: the suspension is over."""
    Closure.objects.filter(user=user).update(may_return=True)


def erase_left() -> int:
    """Erase those whose time to come back is over, each by itself; return how many."""
    erased = 0
    due = list(Closure.objects.due(timezone.now()).values_list("pk", flat=True)[:AT_ONCE])
    for key in due:
        try:
            erased += _erase_one(key)
        except LastAdministrator:
            logger.warning("The only administrator cannot be erased", extra={"closure": key})
        except Exception:
            logger.exception("A closed account could not be erased", extra={"closure": key})
    return erased


@transaction.atomic
def _erase_one(key: int) -> bool:
    rows = Closure.objects.due(timezone.now()).select_for_update(skip_locked=True, of=("self",))
    closure = rows.filter(pk=key).first()
    if closure is None:
        return False
    erase_member(user=closure.user)
    return True


def heirs_of(user: User) -> QuerySet[Affiliation]:
    """Return the colleagues to whom an editor can hand over the page of their organisation.

    They belong to it for certain, and have a handle to be named by.
    """
    mine = Affiliation.objects.filter(user=user, is_editor=True).first()
    if mine is None:
        return Affiliation.objects.none()
    colleagues = Affiliation.objects.confirmed().filter(
        organisation=mine.organisation_id, user__is_active=True
    )
    named = colleagues.exclude(user=user).exclude(user__profile__handle="")
    return named.filter(user__profile__isnull=False).select_related("user__profile")


def _hand_over(user: User, heir: Affiliation | None) -> None:
    if heir is None:
        return
    chosen = heirs_of(user).select_for_update(of=("self",)).filter(pk=heir.pk).first()
    if chosen is not None:
        chosen.is_editor = True
        chosen.save(update_fields=["is_editor"])


def _tell_until_when(user: User, closure: Closure) -> None:
    """Write to the address, not to the account: a closed one gets no mail."""
    post(
        to=user.email,
        template="datarights/email/account_closed",
        language=mail_language(user),
        context={
            "name": user.get_short_name(),
            "erase_on": timezone.localtime(closure.erase_on),
            "sign_in_url": absolute_url(reverse("account_login")),
        },
    )
