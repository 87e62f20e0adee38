"""Who may not come in for a while, why, and until when."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    """The sets of suspensions that have a name."""

    def current(self) -> Self:
        """Return those that hold."""
        return self.filter(ended_at=None)

    def over(self, now: datetime) -> Self:
        """Return those that hold although their time is up."""
        return self.current().filter(until__lte=now)


class Suspension(models.Model):
    """One time during which somebody may not come in; the account's `is_active` follows it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="suspensions"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500)
    begun_at = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # An account that was closed for another reason stays closed when the suspension ends.
    was_active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager["Suspension"]] = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-begun_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="one_suspension_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.begun_at:%Y-%m-%d}"
