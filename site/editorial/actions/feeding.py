"""Making and withdrawing the private address of a person's editorial calendar."""

import secrets
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from editorial.models import CalendarFeed
from editorial.models.preview import digest_of
from outbox.rendering import absolute_url

MAY = "editorial.view_calendarfeed"


@transaction.atomic
def make_feed(*, user: Any) -> str:
    """Return a new private address for `user`, shown only once; an older one ends."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        user=user,
        defaults={
            "token_digest": digest_of(token),
            "created_at": timezone.now(),
            "fetched_at": None,
        },
    )
    return absolute_url(reverse("editorial:feed", args=(token,)))


@transaction.atomic
def end_feed(*, user: Any) -> bool:
    """End the address of `user`; return whether there was one."""
    count, _rows = CalendarFeed.objects.filter(user=user).delete()
    return bool(count)


def owner_of(token: str) -> Any:
    """Return who may read by this token, or None: gone, closed, or no longer with us."""
    feed = CalendarFeed.objects.select_related("user").filter(token_digest=digest_of(token)).first()
    if feed is None or not feed.user.is_active or not feed.user.has_perm(MAY):
        return None
    CalendarFeed.objects.filter(pk=feed.pk).update(fetched_at=timezone.now())
    return feed.user
