"""That the rules of retention ran, and whom the clock has warned."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RetentionRun(models.Model):
    """One run of one rule: how much it forgot, never what."""

    rule = models.CharField(_("rule"), max_length=60)
    began_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    seconds = models.FloatField(_("seconds"), default=0)
    forgotten = models.PositiveIntegerField(_("forgotten"), default=0)
    error = models.CharField(_("error"), max_length=100, blank=True)

    objects: ClassVar[models.Manager["RetentionRun"]] = models.Manager()

    class Meta:
        verbose_name = _("run of a rule of retention")
        verbose_name_plural = _("runs of the rules of retention")
        ordering = ["-began_at", "-pk"]
        indexes = [models.Index(fields=["rule", "-began_at"], name="run_by_rule")]

    def __str__(self) -> str:
        return f"{self.rule} {self.began_at:%Y-%m-%d}"


class InactivityNotice(models.Model):
    """The warnings to somebody who has long not signed in; void once they sign in again."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inactivity_notice"
    )
    first_at = models.DateTimeField(_("first notice"))
    second_at = models.DateTimeField(_("second notice"), null=True, blank=True)

    objects: ClassVar[models.Manager["InactivityNotice"]] = models.Manager()

    class Meta:
        verbose_name = _("notice of inactivity")
        verbose_name_plural = _("notices of inactivity")

    def __str__(self) -> str:
        return f"{self.user_id} {self.first_at:%Y-%m-%d}"
