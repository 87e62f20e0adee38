"""Who froze the numbers of an event; the numbers themselves are about nobody."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data
from events.reach.models import ReachReport


@register_personal_data("event_reach.ReachReport")
class FrozenReports(PersonalData):
    """That somebody of the staff froze or corrected the numbers of an event."""

    section = "reports on events"
    title = _("Reports on events that you froze")
    purpose = _("To answer for the numbers that go into the reports.")
    basis = Basis.INTEREST
    kept = _("as long as the report; without your name once you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield each report that the person froze."""
        for report in ReachReport.objects.filter(by=user).select_related("event") if user else ():
            yield {
                "event": report.event.title,
                "version": report.version,
                "reason": report.reason,
                "when": report.frozen_at.isoformat(),
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the person's name off the reports."""
        if user is not None:
            ReachReport.objects.filter(by=user).update(by=None)
