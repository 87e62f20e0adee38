"""How long somebody was in a webinar, as its report says."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Registration, Session


class Stay(models.Model):
    """The minutes of one person at one session, or at the event as a whole."""

    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="stays",
    )
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        on_delete=models.CASCADE,
        related_name="stays",
        null=True,
        blank=True,
    )
    report = models.ForeignKey(
        "door.AttendanceReport",
        verbose_name=_("report"),
        on_delete=models.CASCADE,
        related_name="stays",
    )
    minutes = models.PositiveIntegerField(_("minutes"))
    is_enough = models.BooleanField(_("counts as being there"))
    came_at = models.DateTimeField(_("first joined"), null=True)

    objects: ClassVar[models.Manager["Stay"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("stay in a webinar")
        verbose_name_plural = _("stays in webinars")
        ordering = ("pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "session"),
                name="one_stay_per_session",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.minutes}"
