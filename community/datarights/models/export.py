"""A copy of everything held about a person: from the wish to the day when its file is deleted."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.models import User


class State(models.TextChoices):
    """Where a copy stands.

    ::

        waiting ──> building ──> ready ──> expired
                     │   ^  └──> failed
                     └───┘ the worker was lost: its lease runs out, another takes over
    """

    WAITING = "waiting", _("waiting for its turn")
    BUILDING = "building", _("being put together")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("deleted after its time")


UNFINISHED = (State.WAITING, State.BUILDING)


class DataExportQuerySet(models.QuerySet["DataExport"]):
    """The sets of copies that have a name."""

    def of(self, user: User) -> Self:
        """Return a person's own, the newest first."""
        return self.filter(user=user).order_by("-asked_at")

    def unfinished(self) -> Self:
        """Return those that a worker has yet to finish."""
        return self.filter(state__in=UNFINISHED)

    def to_build(self, now: datetime) -> Self:
        """Return those that wait, or whose worker has let its lease run out; the oldest first."""
        lost = Q(state=State.BUILDING, claimed_until__lt=now)
        return self.filter(Q(state=State.WAITING) | lost).order_by("asked_at")

    def to_fetch(self, now: datetime) -> Self:
        """Return those whose file can still be fetched."""
        return self.filter(state=State.READY, expires_at__gt=now)

    def overdue(self, now: datetime) -> Self:
        """Return those whose file is to be deleted."""
        return self.filter(state=State.READY, expires_at__lte=now)


class DataExport(models.Model):
    """One copy. Only its owner can fetch the file, signed in and confirmed lately."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_exports"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    language = models.CharField(_("language"), max_length=10, default="en")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    claimed_by = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    expires_at = models.DateTimeField(_("file is deleted on"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("entries"), default=0)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    downloads = models.PositiveIntegerField(_("fetched"), default=0)
    fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True)

    objects: ClassVar[models.Manager["DataExport"]] = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of data")
        verbose_name_plural = _("copies of data")
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["state", "expires_at"], name="export_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=[State.WAITING.value, State.BUILDING.value]),
                name="one_copy_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.uuid} {self.state}"

    @property
    def file_name(self) -> str:
        """The name of its file in the private storage, also before there is one."""
        return f"exports/{self.uuid}.zip"

    @property
    def can_be_fetched(self) -> bool:
        """Whether there is a file and its time is not over."""
        is_fresh = self.expires_at is not None and self.expires_at > timezone.now()
        return self.state == State.READY and is_fresh
