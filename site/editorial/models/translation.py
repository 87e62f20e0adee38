"""Which version of the original a translation follows."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TranslationMark(models.Model):
    """That somebody brought a translation up to date with its original, or found it so."""

    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, related_name="+"
    )
    translation_key = models.UUIDField()
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    source_revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    synced_at = models.DateTimeField(_("up to date on"), default=timezone.now)
    synced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("translation mark")
        verbose_name_plural = _("translation marks")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "translation_key", "locale"], name="one_mark_a_translation"
            )
        ]

    def __str__(self) -> str:
        """Return the moment."""
        return f"{self.synced_at:%Y-%m-%d %H:%M}"
