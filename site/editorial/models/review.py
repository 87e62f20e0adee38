"""When a page was last read with care, and how often that should be."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PageReview(models.Model):
    """That somebody read a page with care; the newest reading counts."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="review_record"
    )
    reviewed_at = models.DateTimeField(_("read"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review of a page")
        verbose_name_plural = _("reviews of pages")

    def __str__(self) -> str:
        """Return the day."""
        return f"{self.reviewed_at:%Y-%m-%d}" if self.reviewed_at else ""


class ReviewInterval(models.Model):
    """After how many months pages of one type are read again."""

    content_type = models.OneToOneField(
        ContentType, on_delete=models.CASCADE, related_name="+", verbose_name=_("type of page")
    )
    months = models.PositiveSmallIntegerField(
        _("months"), default=12, validators=[MaxValueValidator(120)], help_text=_("0: never.")
    )
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("review interval")
        verbose_name_plural = _("review intervals")
        ordering = ("content_type__model",)

    def __str__(self) -> str:
        """Return the type of page."""
        return str(self.content_type)
