"""How many people an event reached, as it was frozen: numbers only, and nobody's name.

Each line counts by one property alone, so that no line is about one person of a known country,
group and firm. A correction is a new report with a reason; nothing is ever changed.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far people came, each stage within the one before but for the first."""

    INVITED = "invited", _("Invited")
    REGISTERED = "registered", _("Registered")
    CONFIRMED = "confirmed", _("Had a seat")
    ATTENDED = "attended", _("Attended")


class Dimension(models.TextChoices):
    """By what people are counted."""

    GROUP = "group", _("Stakeholder group")
    COUNTRY = "country", _("Country")
    ORGANISATION_TYPE = "organisation-type", _("Type of organisation")
    PARTNER = "partner", _("Within the partnership or outside")
    MODE = "mode", _("On site or online")


class ReachReportQuerySet(models.QuerySet["ReachReport"]):
    """The sets of reports that have a name."""

    def latest_of_each(self) -> Self:
        """Return the report that counts for each event."""
        newest = ReachReport.objects.filter(event=OuterRef("event")).order_by("-version")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))


class ReachReport(models.Model):
    """The numbers of one event as they stood at one moment."""

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="reach_reports",
    )
    version = models.PositiveSmallIntegerField(_("version"))
    has_attendance = models.BooleanField(
        _("attendance was recorded"), help_text=_("Otherwise nobody knows who came.")
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    frozen_at = models.DateTimeField(_("frozen"), default=timezone.now, editable=False)
    # Nobody: the clock did it, or the account is gone.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("frozen by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[Any] = ReachReportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reach of an event")
        verbose_name_plural = _("reach of events")
        ordering = ("event", "-version")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("event", "version"), name="one_report_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.event_id}, version {self.version}"


class ReachLine(models.Model):
    """How many people with one property came to one stage."""

    report = models.ForeignKey(
        ReachReport, verbose_name=_("report"), on_delete=models.CASCADE, related_name="lines"
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    dimension = models.CharField(_("counted by"), max_length=20, choices=Dimension)
    # A term's code, or a word of our own; empty: nobody knows.
    value = models.CharField(_("value"), max_length=60, blank=True)
    persons = models.PositiveIntegerField(_("persons"))

    objects: ClassVar[models.Manager["ReachLine"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a report")
        verbose_name_plural = _("lines of reports")
        ordering = ("pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("report", "stage", "dimension", "value"), name="each_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.stage}, {self.dimension} {self.value}: {self.persons}"
