"""What staff note about a registration, for each other."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """One note; rows are only ever added."""

    registration = models.ForeignKey(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="notes",
    )
    text = models.TextField(_("note"), max_length=1000)
    # Nobody: the account is gone.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["Note"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("note on a registration")
        verbose_name_plural = _("notes on registrations")
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row.

        Raises:
            TypeError: the row exists already; notes are not rewritten.
        """
        if not self._state.adding:
            message = "A note is never changed; add another one."
            raise TypeError(message)
        super().save(*args, **kwargs)
