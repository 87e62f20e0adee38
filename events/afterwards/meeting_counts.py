"""How many meetings there were and what came of them."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from events.afterwards.models import Meeting, Outcome
from events.models import EventPage


def counted(event: EventPage) -> list[tuple[str, int]]:
    """Return each outcome with how many meetings had it, as they were told; one query."""
    rows = Meeting.objects.filter(event_id=event.pk).values_list("outcome")
    found = dict(rows.order_by("outcome").annotate(count=Count("pk")))
    return [(str(outcome.label), found.get(outcome.value, 0)) for outcome in Outcome]


def rows_of_meetings(event: EventPage) -> tuple[list[str], list[list[Any]]]:
    """Return headings and rows for a spreadsheet."""
    headings = [
        _("One side"),
        _("Other side"),
        _("What came of it"),
        _("In a few words"),
        _("Recorded"),
        _("Last told"),
    ]
    rows = [
        [
            one.one_side,
            one.other_side,
            str(one.get_outcome_display()),
            one.note,
            one.recorded_at.date().isoformat(),
            one.updated_at.date().isoformat(),
        ]
        for one in Meeting.objects.filter(event_id=event.pk).iterator()
    ]
    return headings, rows
