"""An account that its owner has closed, until it is erased or opened again."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ClosureQuerySet(models.QuerySet["Closure"]):
    """The sets of closed accounts that have a name."""

    def due(self, now: datetime) -> Self:
        """Return those whose time to come back is over."""
        return self.filter(erase_on__lte=now)

    def with_way_back(self, now: datetime) -> Self:
        """Return those that their owners may still open again."""
        return self.filter(erase_on__gt=now, may_return=True)


class Closure(models.Model):
    """The account is closed at once and erased later; the row goes with it either way."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="closure"
    )
    closed_at = models.DateTimeField(_("closed"), default=timezone.now, editable=False)
    erase_on = models.DateTimeField(_("erased on"))
    # False once stewards have suspended the person as well: then nobody opens it by a code.
    may_return = models.BooleanField(_("may be undone"), default=True)

    objects: ClassVar[models.Manager["Closure"]] = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed account")
        verbose_name_plural = _("closed accounts")
        ordering = ["erase_on"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.erase_on:%Y-%m-%d}"
