"""How many people may come together to an event."""

from typing import ClassVar, Final

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LARGEST: Final = 50


class GroupRules(models.Model):
    """One row for an event to which one may bring others; without a row nobody may."""

    event = models.OneToOneField(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="group_rules",
    )
    most = models.PositiveSmallIntegerField(
        _("others that one person may bring"),
        default=0,
        validators=[MaxValueValidator(LARGEST)],
        help_text=_("0: everyone registers alone."),
    )

    objects: ClassVar[models.Manager["GroupRules"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rules for groups")
        verbose_name_plural = _("rules for groups")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.event_id}: {self.most}"
