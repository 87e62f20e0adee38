"""The calls that are answered once, however often they are sent."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.interface.models.token import ApiToken


class Call(models.Model):
    """One call under an idempotency key, with its answer.

    The row, the answer and all that the call does are one transaction: either all of it is there
    or nothing is. Source: IETF draft-ietf-httpapi-idempotency-key-header-07.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="calls")
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(
        max_length=64, help_text=_("SHA-256 of method, address and body.")
    )
    status = models.PositiveSmallIntegerField(default=0)
    answer: models.JSONField[Any, Any] = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["Call"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("call of a program")
        verbose_name_plural = _("calls of programs")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="each_key_once"),)
        indexes = (models.Index("at", name="calls_by_time"),)

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
