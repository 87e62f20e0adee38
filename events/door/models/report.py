"""A report of who was in a webinar, on its way from the file to the registrations."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Session


class AttendanceReport(models.Model):
    """One file, read and matched; nothing comes of it until somebody of the staff says so."""

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="attendance_reports",
    )
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="attendance_reports",
        null=True,
        blank=True,
    )
    digest = models.CharField(_("digest of the file"), max_length=64, editable=False)
    kind = models.CharField(_("kind"), max_length=10)
    minimum_minutes = models.PositiveIntegerField(_("minutes that count as being there"))
    # One entry for each person of the file: address, name, minutes, first joined, registration.
    people: models.JSONField[Any, Any] = models.JSONField(_("people"), default=list)
    bad_rows: models.JSONField[Any, Any] = models.JSONField(_("unreadable rows"), default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("brought in by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("brought in"), default=timezone.now, editable=False)
    taken_at = models.DateTimeField(_("taken over"), null=True, blank=True)

    objects: ClassVar[models.Manager["AttendanceReport"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attendance report")
        verbose_name_plural = _("attendance reports")
        ordering = ("-pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("event", "session", "digest"),
                name="one_report_per_file",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id}, {self.kind}"
