"""Accounts that nobody uses: two notices by mail, thirty and seven days before, then erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from community.datarights.models import InactivityNotice
from community.members.actions import erase_member
from community.members.models import User, mail_language
from outbox.actions import post
from outbox.rendering import absolute_url

if TYPE_CHECKING:
    from django.db.models import QuerySet

FIRST: Final = timedelta(days=30)
SECOND: Final = timedelta(days=7)
MONTH: Final = timedelta(days=30.44)
AT_ONCE: Final = 500  # people in one run; the others come the next day


@transaction.atomic
def forget_the_inactive(*, now: datetime | None = None) -> int:
    """Warn those who have long not signed in, erase those who were warned twice; return how many.

    Nobody is erased who has not had both notices, the second a week ago. Administrators, samples
    and closed accounts are left alone.
    """
    now = now or timezone.now()
    _forgive_those_who_returned()
    erased = _erase_the_warned(now)
    _send_second(now)
    _send_first(now)
    return erased


def _forgive_those_who_returned() -> None:
    back = InactivityNotice.objects.filter(user__last_login__gt=F("first_at"))
    back.delete()


def _erase_the_warned(now: datetime) -> int:
    warned = _silent(now).filter(inactivity_notice__second_at__lte=now - SECOND)
    people = list(warned.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    for person in people:
        erase_member(user=person)
    return len(people)


def _send_second(now: datetime) -> None:
    due = _silent(now, ahead=SECOND).filter(
        inactivity_notice__second_at=None,
        inactivity_notice__first_at__lte=now - (FIRST - SECOND),
    )
    for person in due[:AT_ONCE]:
        InactivityNotice.objects.filter(user=person).update(second_at=now)
        _write(person, now + SECOND)


def _send_first(now: datetime) -> None:
    for person in _silent(now, ahead=FIRST).filter(inactivity_notice=None)[:AT_ONCE]:
        InactivityNotice.objects.create(user=person, first_at=now)
        _write(person, now + FIRST)


def _silent(now: datetime, ahead: timedelta = timedelta()) -> QuerySet[User]:
    """Return those who will have been silent for the whole time in `ahead` from now."""
    since = now + ahead - settings.INACTIVE_MONTHS * MONTH
    people: Any = User.objects.filter(is_active=True, is_superuser=False, is_sample=False)
    seen = Greatest(Coalesce("last_login", "date_joined"), "date_joined")
    silent = people.annotate(seen=seen).filter(Q(seen__lte=since))
    rows: QuerySet[User] = silent.select_related("profile").order_by("pk")
    return rows


def _write(person: User, erase_on: datetime) -> None:
    post(
        to=person.email,
        recipient=person,
        template="datarights/email/inactive",
        language=mail_language(person),
        context={
            "name": person.get_short_name(),
            "erase_on": timezone.localtime(erase_on),
            "sign_in_url": absolute_url(reverse("account_login")),
        },
    )
