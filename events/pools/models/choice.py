"""What one registration chose: its category, and the code that it came by."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeatChoice(models.Model):
    """One row beside a registration of an event that has categories or codes."""

    registration = models.OneToOneField(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="seat_choice",
    )
    category = models.ForeignKey(
        "pools.Category",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        related_name="choices",
        null=True,
    )
    code = models.ForeignKey(
        "pools.AccessCode",
        verbose_name=_("access code"),
        on_delete=models.PROTECT,
        related_name="choices",
        null=True,
    )

    objects: ClassVar[models.Manager["SeatChoice"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("choice of a seat")
        verbose_name_plural = _("choices of seats")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.category_id}"
