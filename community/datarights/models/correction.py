"""What a person asks the stewards to correct because no form of the site can."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CorrectionRequest(models.Model):
    """One wish, and the answer to it. Source: Regulation (EU) 2016/679, Articles 12(3) and 16."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who asks"),
        on_delete=models.CASCADE,
        related_name="correction_requests",
    )
    text = models.TextField(_("what is wrong"), validators=[MaxLengthValidator(4000)])
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    answer = models.TextField(
        _("answer"),
        blank=True,
        validators=[MaxLengthValidator(4000)],
        help_text=_("It is sent to the person by mail."),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar[models.Manager["CorrectionRequest"]] = models.Manager()

    class Meta:
        verbose_name = _("request for correction")
        verbose_name_plural = _("requests for correction")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.user} {self.asked_at:%Y-%m-%d}"

    @property
    def is_answered(self) -> bool:
        """Whether the person has had an answer."""
        return self.answered_at is not None
