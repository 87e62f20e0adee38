"""What holds for the whole door of one event."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class DoorBook(models.Model):
    """One row for each event at whose door something was set; without it the defaults hold."""

    event = models.OneToOneField(
        "events.EventPage", on_delete=models.CASCADE, primary_key=True, related_name="door_book"
    )
    minimum_minutes = models.PositiveIntegerField(
        _("minutes that count as being there"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
        help_text=_("For webinars: who stayed for less was not there."),
    )
    closed_at = models.DateTimeField(_("attendance closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects: ClassVar[models.Manager["DoorBook"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("door of an event")
        verbose_name_plural = _("doors of events")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.event_id)
