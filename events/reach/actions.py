"""Freezes what an event reached, and corrects it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import EventPage
from events.reach.counting import Count, count
from events.reach.models import ReachLine, ReachReport
from events.refusals import Refusal
from events.seats import lock_entry

if TYPE_CHECKING:
    from community.members.models import User


class NotOverYet(Refusal):
    """The event has not ended, or it does not take place."""

    message = _("The numbers can be frozen once the event has taken place.")


class ReasonNeeded(Refusal):
    """What was frozen is only replaced for a reason."""

    message = _("Write why the numbers are corrected: the report keeps it.")


@transaction.atomic
def freeze_reach(*, event_id: int, by: "User | None" = None, reason: str = "") -> ReachReport:
    """Return the report of an event with the numbers of this moment.

    Where they are frozen already and still the same, nothing is written.

    Raises:
        NotOverYet: the event is not over, or it was cancelled.
        ReasonNeeded: other numbers are frozen already, and nothing says why they change.
    """
    lock_entry(event_id=event_id)
    event: EventPage = EventPage.objects.get(pk=event_id)
    if event.is_cancelled or not event.is_over:
        raise NotOverYet
    known = ReachReport.objects.filter(event=event).order_by("-version").first()
    now = count(event)
    if known and known.has_attendance == now.has_attendance and lines_of(known) == now.persons:
        return known
    if known and not reason:
        raise ReasonNeeded
    report: ReachReport = ReachReport.objects.create(
        event=event,
        version=known.version + 1 if known else 1,
        has_attendance=now.has_attendance,
        by=by,
        reason=reason if known else "",
    )
    _write(report, now)
    return report


def freeze_due(*, days: int) -> int:
    """Freeze every event that ended `days` ago and was never frozen; return how many."""
    due = list(_unfrozen(timezone.now() - timedelta(days=days)).values_list("pk", flat=True))
    for event_id in due:
        freeze_reach(event_id=event_id)
    return len(due)


def lines_of(report: ReachReport) -> dict[Any, int]:
    """Return the numbers of a report by stage, dimension and value; one query."""
    lines = report.lines.values_list("stage", "dimension", "value", "persons")
    return {(stage, dimension, value): persons for stage, dimension, value, persons in lines}


def _unfrozen(ended_before: datetime) -> QuerySet[EventPage]:
    over = EventPage.objects.filter(
        end__lt=ended_before, is_cancelled=False, is_postponed=False, alias_of=None
    )
    events: QuerySet[EventPage] = over.filter(reach_reports=None, first_published_at__isnull=False)
    return events.order_by("pk")


def _write(report: ReachReport, now: Count) -> None:
    ReachLine.objects.bulk_create(
        ReachLine(report=report, stage=stage, dimension=dimension, value=value, persons=persons)
        for (stage, dimension, value), persons in sorted(now.persons.items())
    )
