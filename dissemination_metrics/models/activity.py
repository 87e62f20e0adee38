"""The ledger of what the action did to be heard, as the Commission's form asks for it."""

from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from vocabulary.fields import term_field
from vocabulary.schemes import Scheme


class ActivityQuerySet(models.QuerySet["Activity"]):
    """The sets of activities that have a name."""

    def with_audiences(self) -> Self:
        """Return them with type and audiences: two queries, however many there are."""
        audiences = ActivityAudience.objects.select_related("audience")
        return self.select_related("type").prefetch_related(Prefetch("audiences", audiences))


class Activity(ClusterableModel):
    """One dissemination or communication activity; a line behind the form's two tables.

    Source: Horizon 2020 periodic report, Part A, 6.2.
    """

    title = models.CharField(_("what it was"), max_length=200)
    type = term_field(
        Scheme.H2020_ACTIVITY,
        verbose_name=_("type of activity"),
        help_text=_("As the Commission’s form names it."),
    )
    date = models.DateField(
        _("date"), help_text=_("The day it took place; of something longer, the day it began.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    partner = models.CharField(_("who did it"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    funding_amount = models.DecimalField(
        _("funding (EUR)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Leave empty when nothing was noted; 0 says that it cost nothing."),
    )
    evidence_text = models.TextField(
        _("evidence"), blank=True, help_text=_("What proves it, and where that is kept.")
    )
    evidence_url = models.URLField(_("web address of the evidence"), blank=True, max_length=500)
    evidence_document = models.ForeignKey(
        "pages.SiteDocument",
        verbose_name=_("evidence as a document"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    # Which line of the system's own this one stands for, such as "event:12"; see ledger.py.
    source = models.CharField(
        _("takes the place of"), max_length=100, null=True, blank=True, editable=False, unique=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return self.title


class ActivityAudience(models.Model):
    """How many persons of one audience an activity reached, and how that is known."""

    class Method(models.TextChoices):
        """How a number of persons came about, best first."""

        ATTENDANCE = "attendance", _("Attendance list or log")
        REGISTRATION = "registration", _("Confirmed registrations")
        HEAD_COUNT = "head_count", _("Head count")
        DELIVERY = "delivery", _("Deliveries, net of bounces")
        MEMBERSHIP = "membership", _("Members with a declared group")
        WEB = "web", _("Web count")
        FOLLOWERS = "followers", _("Followers or viewers, by the channel’s own count")
        CLAIMED = "claimed", _("Claimed by the medium or organiser")
        ESTIMATE = "estimate", _("Estimate")

    activity = ParentalKey(Activity, on_delete=models.CASCADE, related_name="audiences")
    audience = term_field(Scheme.H2020_AUDIENCE, verbose_name=_("type of audience"))
    persons = models.PositiveIntegerField(
        _("persons reached"),
        null=True,
        blank=True,
        help_text=_("Leave empty when the audience was reached and nobody counted."),
    )
    method = models.CharField(
        _("how this is known"), max_length=12, choices=Method, default=Method.ESTIMATE
    )

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["audience__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "audience"],
                name="each_audience_once",
                violation_error_message=_("Name each audience once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.audience}: {self.persons}"
