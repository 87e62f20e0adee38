"""Who may register for an event at all."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryRules(models.Model):
    """One row for an event that is not open to everyone; without a row it is."""

    class Who(models.TextChoices):
        """From everyone to the invited only."""

        EVERYONE = "open", _("Everyone")
        CODE = "code", _("Who has an access code or an invitation")
        INVITED = "invited", _("Who is invited")

    event = models.OneToOneField(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="entry_rules",
    )
    who = models.CharField(_("who may register"), max_length=10, choices=Who, default=Who.EVERYONE)

    objects: ClassVar[models.Manager["EntryRules"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rules of entry")
        verbose_name_plural = _("rules of entry")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.event_id}: {self.who}"
