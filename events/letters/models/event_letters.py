"""What the letters of one event have in common: who answers, and what is handed out afterwards."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EventLetters(models.Model):
    """One row for each event; while there is none, the usual reminders were not laid out yet."""

    event = models.OneToOneField(
        "events.EventPage", on_delete=models.CASCADE, primary_key=True, related_name="letters"
    )
    reply_to = models.EmailField(
        _("answers go to"),
        blank=True,
        help_text=_("Where an answer to a reminder arrives. Empty: at the address of the site."),
    )
    materials = models.TextField(
        _("materials"),
        max_length=4000,
        blank=True,
        help_text=_(
            "One a line: what it is, then its address. They go into the follow-up, and wherever"
            " {materials} stands."
        ),
    )
    laid_out_at = models.DateTimeField(_("laid out"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["EventLetters"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letters of an event")
        verbose_name_plural = _("letters of events")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.event_id}"
