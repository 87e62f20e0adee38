"""The ticket of a registration: by its digest the door finds whose code was scanned."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Registration


class Ticket(models.Model):
    """One code that opens the door for one registration, until another takes its place.

    The code itself is stored nowhere: it is a keyed hash of the registration's identifier and the
    rotation (`events.door.codes`). Who has none of these rows yet has the code of rotation 0.
    """

    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="tickets",
    )
    rotation = models.PositiveIntegerField(_("rotation"), default=0)
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects: ClassVar[models.Manager["Ticket"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        ordering = ("pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("registration",),
                name="one_valid_ticket",
                condition=Q(revoked_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.rotation}"
