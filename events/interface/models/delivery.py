"""What a webhook is told, and whether it heard."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.interface.models.webhook import Webhook


class Delivery(models.Model):
    """One step of one registration for one webhook; it is tried until it is heard or given up."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("To be sent")
        HEARD = "heard", _("Heard")
        GIVEN_UP = "given-up", _("Given up")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    # No foreign key: the log goes with what is erased, and this row tells of nobody.
    step = models.BigIntegerField(null=True, blank=True, editable=False)
    payload: models.JSONField[Any, Any] = models.JSONField(_("content"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["Delivery"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("call of a webhook")
        verbose_name_plural = _("calls of webhooks")
        ordering = ("-pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("webhook", "step"), name="each_step_told_once"),
        )
        indexes = (
            models.Index("next_at", name="calls_to_make", condition=models.Q(state="waiting")),
        )

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.step} {self.state}"
