"""What calendars know of an event: its identity, and how often its time or place has changed."""

import uuid
from datetime import datetime
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

    moved: models.JSONField[Any, Any] = models.JSONField(
        _("told before"),
        default=dict,
        db_default={},
        editable=False,
        help_text=_("The start before the event was moved, the format before it went online."),
    )

    # Kept here, too, because an old draft of the page must not bring it back.
    parts: models.JSONField[Any, Any] = models.JSONField(
        _("parts"),
        default=list,
        db_default=[],
        editable=False,
        help_text=_("What registering involves beyond the form; see events.parts."),
    )

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")

    def __str__(self) -> str:
        return f"{self.uid} {self.sequence}"

    @property
    def earlier(self) -> dict[str, Any]:
        """What people were told before: `start` (a moment) with its `zone`, and `format`."""
        start = self.moved.get("start")
        return self.moved | {"start": datetime.fromisoformat(start)} if start else dict(self.moved)

    def learn(self, facts: dict[str, Any], *, is_news: bool) -> None:
        """Take over what calendars are told now, and remember what they were told; not saved."""
        if is_news:
            self.sequence += 1
            self._remember(self.facts, facts)
        self.facts = facts

    def _remember(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        moved = dict(self.moved)
        if old.get("start") not in (None, new["start"]):
            moved.setdefault("start", old["start"])
            moved.setdefault("zone", old["zone"])
        if moved.get("start") == new["start"]:  # back to where it was
            moved = {name: value for name, value in moved.items() if name not in ("start", "zone")}
        if new["format"] != "online":
            moved.pop("format", None)
        elif old.get("format") in ("on-site", "hybrid"):
            moved["format"] = old["format"]
        self.moved = moved
