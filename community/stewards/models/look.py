"""Looking at the site with somebody else's eyes, for half an hour at most."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LookQuerySet(models.QuerySet["Look"]):
    """The sets of looks that have a name."""

    def open(self) -> Self:
        """Return those that nobody has ended."""
        return self.filter(ended_at=None)

    def over(self, now: datetime) -> Self:
        """Return those that nobody has ended although their time is up."""
        return self.open().filter(ends_at__lte=now)


class Look(models.Model):
    """One steward who sees the site as one member sees it, and can change nothing."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    whom = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Look"]] = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look as a member")
        verbose_name_plural = _("looks as a member")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.by_id} {self.whom_id} {self.begun_at:%Y-%m-%d}"
