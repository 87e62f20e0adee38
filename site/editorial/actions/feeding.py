"""Making and withdrawing the private address of a person's editorial calendar."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from editorial.models import CalendarFeed
from outbox.rendering import absolute_url

MAY = "editorial.view_calendarfeed"


@transaction.atomic
def make_feed(*, user: Any) -> str:
    """Return a new private address for `user`, shown only once; an older one ends."""
    return absolute_url(reverse("editorial:feed", args=(CalendarFeed.objects.renew(user),)))


@transaction.atomic
def end_feed(*, user: Any) -> bool:
    """End the address of `user`; return whether there was one."""
    return bool(CalendarFeed.objects.end(user))


def owner_of(token: str) -> Any:
    """Return who may read by this token, or None: gone, closed, or no longer with us."""
    owner = CalendarFeed.objects.opened_by(token)
    return owner if owner is not None and owner.has_perm(MAY) else None
