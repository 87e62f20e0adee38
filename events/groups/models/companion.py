"""Somebody who was registered by another person of the same group."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Companion(models.Model):
    """One row beside a registration that somebody else made; the leader's own is the group's key.

    Each stands for itself: a leader who cancels leaves the others their seats.
    """

    registration = models.OneToOneField(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="companion",
    )
    leader = models.ForeignKey(
        "events.Registration",
        verbose_name=_("brought by"),
        on_delete=models.CASCADE,
        related_name="companions",
    )

    objects: ClassVar[models.Manager["Companion"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("companion")
        verbose_name_plural = _("companions")
        ordering = ("registration",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.leader_id}: {self.registration_id}"
