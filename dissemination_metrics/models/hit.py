"""What is noted as it happens, because no table tells it tomorrow: reads, downloads, robots."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vocabulary.fields import term_field
from vocabulary.schemes import Scheme


class Salt(models.Model):
    """The random value of one local day, which makes that day's visitor hashes.

    It is destroyed when its day is over. From then on nobody can tell whose a hash was, nor make
    the hash of a known address again.
    """

    day = models.DateField(_("day"), primary_key=True)
    value = models.BinaryField(_("random value"), max_length=32)

    class Meta:
        verbose_name = _("salt")
        verbose_name_plural = _("salts")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Hit(models.Model):
    """One page that was read, or one document or PDF that was fetched, by somebody unknown.

    No address and no browser's name is kept. Rows are only added; double clicks are taken out when
    the day is counted, so that a day can be counted again. Dropped after `HITS_KEEP_DAYS`.
    """

    class Kind(models.TextChoices):
        """What was seen."""

        PAGE = "page", _("page")
        DOCUMENT = "document", _("document")
        PAPER = "paper", _("page as PDF")

    PATH_LENGTH: ClassVar[int] = 300

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    # The id of the page or document, not a foreign key: the count outlives what was counted.
    item = models.PositiveBigIntegerField(_("page or document"))
    path = models.CharField(_("path"), max_length=PATH_LENGTH)
    day = models.DateField(_("local day"))
    occurred_at = models.DateTimeField(_("when"), default=timezone.now)
    visitor = models.CharField(
        _("visitor of that day"),
        max_length=32,
        help_text=_("128 bits of a keyed hash; the key is destroyed when the day is over."),
    )
    group = term_field(
        Scheme.STAKEHOLDER_GROUP, null=True, blank=True, verbose_name=_("stakeholder group")
    )
    referrer = models.CharField(_("came from"), max_length=253, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("hit")
        verbose_name_plural = _("hits")
        indexes = [models.Index(fields=["day", "kind"], name="hits_of_a_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.path}"


class LeftOut(models.Model):
    """How many requests of one day were not counted, and why; a sign of how clean a count is."""

    class Reason(models.TextChoices):
        """Why a request is no read."""

        ROBOT = "robot", _("Robots and other machines")
        MALFORMED = "malformed", _("Not understood")

    day = models.DateField(_("local day"))
    reason = models.CharField(_("why"), max_length=10, choices=Reason)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("requests left out")
        verbose_name_plural = _("requests left out")
        constraints = [
            models.UniqueConstraint(fields=["day", "reason"], name="left_out_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.reason}: {self.number}"
