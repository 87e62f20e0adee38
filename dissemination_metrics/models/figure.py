"""What was counted: one number a day, measure, stakeholder group and subject."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vocabulary.fields import term_field
from vocabulary.schemes import Scheme


class Measure(models.TextChoices):
    """What is counted. Units are never added across measures."""

    PAGE_READS = "page_reads", _("Page reads")
    VISITOR_DAYS = "visitor_days", _("Visitor-days")
    DOWNLOADS = "downloads", _("Downloads")
    REGISTRATIONS = "registrations", _("Event registrations")
    DELIVERIES = "deliveries", _("Newsletter deliveries")
    MEMBERS = "members", _("Members")
    SUBSCRIBERS = "subscribers", _("Newsletter subscribers")
    PAGES = "pages", _("Published pages")

    @property
    def is_stock(self) -> bool:
        """Whether it says what there was at the end of a day, so that days must not be added up."""
        return self in STOCKS


STOCKS = frozenset({Measure.MEMBERS, Measure.SUBSCRIBERS, Measure.PAGES})


class Figure(models.Model):
    """One number. Rows are deleted and written again whenever their day is counted; none is 0."""

    day = models.DateField(_("local day"))
    measure = models.CharField(_("measure"), max_length=20, choices=Measure)
    group = term_field(
        Scheme.STAKEHOLDER_GROUP, null=True, blank=True, verbose_name=_("stakeholder group")
    )
    subject = models.CharField(
        _("subject"),
        max_length=100,
        blank=True,
        help_text=_("The id of a page, document, event or edition, or a type of page."),
    )
    label = models.CharField(
        _("name"),
        max_length=300,
        blank=True,
        help_text=_("What the subject was called when it was counted; it may be gone since."),
    )
    value = models.PositiveIntegerField(_("value"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "measure", "group", "subject"],
                name="one_figure_each",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="figures_above_zero"),
        ]
        indexes = [models.Index(fields=["measure", "day"], name="figures_of_a_measure")]
        permissions = [("recount_figure", _("Can have figures counted again"))]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.measure}: {self.value}"


class CountedDay(models.Model):
    """That a day was counted, when, and with which list of robots."""

    day = models.DateField(_("local day"), primary_key=True)
    counted_at = models.DateTimeField(_("counted"), default=timezone.now)
    is_closed = models.BooleanField(_("counted after its end"), default=False)
    robots_version = models.CharField(_("list of robots"), max_length=20)

    class Meta:
        verbose_name = _("counted day")
        verbose_name_plural = _("counted days")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
