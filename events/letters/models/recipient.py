"""One person for whom a mail to many is meant, and whether it was written."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Recipient(models.Model):
    """A row for each person; that there can be one only is what makes it once and only once."""

    class State(models.TextChoices):
        """Nothing leads back."""

        WAITING = "waiting", _("To be written")
        SENT = "sent", _("Written")
        LEFT_OUT = "left-out", _("Left out")

    sending = models.ForeignKey(
        "letters.Sending",
        verbose_name=_("sending"),
        on_delete=models.CASCADE,
        related_name="recipients",
    )
    registration = models.ForeignKey(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="letters",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    mail = models.ForeignKey(
        "outbox.Message",
        verbose_name=_("mail"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("when"), null=True, blank=True)

    objects: ClassVar[models.Manager["Recipient"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ("pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("sending", "registration"), name="everyone_once_in_a_sending"
            ),
        )
        indexes = (models.Index("id", name="recipients_waiting", condition=Q(state="waiting")),)

    def __str__(self) -> str:
        return f"{self.sending_id}: {self.registration_id}, {self.state}"
