"""The private address under which a person's calendar fetches something without signing in."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.tokens import digest_of, new_token

if TYPE_CHECKING:
    from community.members.models.user import User


class CalendarAddressQuerySet(models.QuerySet[Any]):
    """The addresses of one kind of calendar, one a person."""

    def renew(self, user: "User") -> str:
        """Return a new token for `user`, known only now; an older one opens nothing any more."""
        token = new_token()
        fresh = {"created_at": timezone.now(), "fetched_at": None}
        self.update_or_create(user=user, defaults={"token_digest": digest_of(token)} | fresh)
        return token

    def end(self, user: "User") -> bool:
        """End the address of `user`; return whether there was one."""
        count, _rows = self.filter(user=user).delete()
        return bool(count)

    def opened_by(self, token: str) -> "User | None":
        """Return whose address it is, and note the visit; None: unknown, ended, or account shut."""
        known = self.select_related("user").filter(token_digest=digest_of(token)).first()
        if known is None or not known.user.is_active:
            return None
        self.filter(pk=known.pk).update(fetched_at=timezone.now())
        person: User = known.user
        return person

    def of(self, user: "User | None") -> Self:
        """Return the address of a person, if there is one."""
        return self.filter(user=user) if user else self.none()


class CalendarAddress(models.Model):
    """One address a person; a new one ends the old one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(app_label)s_feed"
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True)

    objects: ClassVar[Any] = CalendarAddressQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        """Return the day it was made."""
        return f"{self.created_at:%Y-%m-%d}"

    def facts(self) -> dict[str, str | None]:
        """Return what a person's copy says of it; never the address, which is not kept."""
        return {"made": _stamp(self.created_at), "fetched": _stamp(self.fetched_at)}


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
