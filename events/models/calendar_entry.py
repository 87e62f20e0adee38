"""What calendars know of an event: its identity, and how often its time or place has changed."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarEntry(models.Model):
    """One row for each event, outside the page's revisions, so that no old draft brings it back.

    It is also the row that is locked while a seat is taken: saving the page never waits for it.
    Source: RFC 5545, sections 3.8.4.7 (UID) and 3.8.7.4 (SEQUENCE); RFC 7986, section 5.3.
    """

    event = models.OneToOneField(
        "events.EventPage", on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    facts: models.JSONField[Any, Any] = models.JSONField(
        _("last told"),
        default=dict,
        help_text=_("Time, place and cancellation as calendars were last told."),
    )

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")

    def __str__(self) -> str:
        return f"{self.uid} {self.sequence}"
