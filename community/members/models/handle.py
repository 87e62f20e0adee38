"""Handles that somebody had: nobody else gets them, so that no old link leads to a stranger."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from community.members.models.user import User


def handle_key(handle: str) -> str:
    """Return what is kept of a handle: a keyed hash, from which no name can be read."""
    return salted_hmac("members.handle", handle.lower(), algorithm="sha256").hexdigest()


class FormerHandleQuerySet(models.QuerySet["FormerHandle"]):
    """The sets of former handles that have a name."""

    def closed_to(self, user: User) -> Self:
        """Return those that only others may take back, or nobody."""
        return self.exclude(user=user)


class FormerHandle(models.Model):
    """A handle that its owner gave up; only they may take it back.

    It outlives the account as a hash, so that the address of an erased person stays empty.
    """

    key = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="former_handles",
    )
    left_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["FormerHandle"]] = FormerHandleQuerySet.as_manager()

    class Meta:
        verbose_name = _("former handle")
        verbose_name_plural = _("former handles")

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.left_at:%Y-%m-%d}"
