"""What this room keeps: pictures for sharing, and what harvesters were told."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class SharePicture(models.Model):
    """The picture that stands beside a link to a page, made when the page is published."""

    page = models.OneToOneField(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="share_picture"
    )
    name = models.CharField(_("name of the file"), max_length=80)
    made_at = models.DateTimeField(_("made"), auto_now=True)

    class Meta:
        verbose_name = _("picture for sharing")
        verbose_name_plural = _("pictures for sharing")

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name


class HarvestRecordQuerySet(models.QuerySet["HarvestRecord"]):
    """The sets of records that have a name."""

    def in_set(self, spec: str) -> Self:
        """Return the records of a set; of a whole branch when it names one."""
        return self.filter(sets__contains=[spec])

    def after(self, number: int) -> Self:
        """Return the records that come later than a number, in the order of all lists."""
        return self.filter(pk__gt=number).order_by("pk")


class HarvestRecord(models.Model):
    """That a publication exists, or once did: what OAI-PMH calls an item.

    It outlives its page: harvesters must hear of a deletion whenever they ask. Its number never
    changes, so that a list can go on where it stopped whatever happens in between.
    """

    page_id = models.BigIntegerField(_("page"), unique=True)
    datestamp = models.DateTimeField(_("changed"), db_index=True)
    sets = ArrayField(models.CharField(max_length=80), verbose_name=_("sets"), default=list)
    is_deleted = models.BooleanField(_("is deleted"), default=False)

    objects = HarvestRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record for harvesting")
        verbose_name_plural = _("records for harvesting")
        indexes = (GinIndex(fields=["sets"], name="harvest_sets"),)

    def __str__(self) -> str:
        """Return the number of the page."""
        return str(self.page_id)
