"""One round of certificates: who pressed the button, how far it is, and how it ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Issuing(models.Model):
    """Certificates for everybody who was at an event; a worker goes through the people once.

    `cursor` is the key of the last registration that was looked at: a lost worker loses nothing.
    """

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="certificate_rounds",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member of staff"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    sends_mail = models.BooleanField(_("by mail"), default=True)
    cursor = models.PositiveBigIntegerField(default=0)
    total = models.PositiveIntegerField(_("people who came"), default=0)
    issued = models.PositiveIntegerField(_("issued"), default=0)
    had_one = models.PositiveIntegerField(_("had one"), default=0)
    too_short = models.PositiveIntegerField(_("were there for too short a time"), default=0)
    failed = models.PositiveIntegerField(_("could not be set"), default=0)

    objects: ClassVar[models.Manager["Issuing"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("round of certificates")
        verbose_name_plural = _("rounds of certificates")
        ordering = ("-pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("event",),
                name="one_round_at_a_time",
                condition=Q(finished_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id}: {self.done} / {self.total}"

    @property
    def done(self) -> int:
        """How many people were looked at."""
        return self.issued + self.had_one + self.too_short + self.failed

    @property
    def is_finished(self) -> bool:
        """Whether everybody was looked at."""
        return self.finished_at is not None
