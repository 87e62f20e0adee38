"""The log of a registration: every step from state to state, who took it, and why."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.registration import Registration, State


class Actor(models.TextChoices):
    """Who took a step."""

    PERSON = "person", _("The person")
    STAFF = "staff", _("The organisers")
    CLOCK = "clock", _("The clock")


class RegistrationStep(models.Model):
    """One step of one registration; rows are only ever added, by `events.steps.move`."""

    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="steps",
    )
    before = models.CharField(_("from"), max_length=10, choices=State, blank=True)
    after = models.CharField(_("to"), max_length=10, choices=State)
    actor = models.CharField(_("who"), max_length=10, choices=Actor)
    # Of the staff; nobody: it was the person or the clock, or the account is gone.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member of staff"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["RegistrationStep"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("step of a registration")
        verbose_name_plural = _("steps of registrations")
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.before} > {self.after}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row.

        Raises:
            TypeError: the row exists already; a log is not rewritten.
        """
        if not self._state.adding:
            message = "A step is never changed; take another one."
            raise TypeError(message)
        super().save(*args, **kwargs)
