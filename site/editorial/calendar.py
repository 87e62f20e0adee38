"""The editorial calendar: what appears, ends, takes place or is due, day by day."""

import calendar as weeks
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from editorial.due import with_due_date
from editorial.models import Bundle
from pages.planning import Planned, planned_by_rooms

KINDS: Final[dict[str, Any]] = {
    "publication": _("Publication"),
    "expiry": _("Expiry"),
    "review": _("To be read again"),
    "bundle": _("Bundle"),
    "event": _("Event"),
    "letter": _("Newsletter issue"),
}
MONDAY: Final = 0
EARLIEST, LATEST = 2000, 2100
MOST: Final = 500  # of each kind in one month


@dataclass(frozen=True)
class Day:
    """One cell of the month."""

    date: date
    is_of_month: bool
    is_today: bool
    entries: list[Planned]


def month_of(text: str, today: date) -> date:
    """Return the first day of the month that is written as "2026-11"; of this month otherwise."""
    try:
        found = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return today.replace(day=1)
    return found if EARLIEST <= found.year <= LATEST else today.replace(day=1)


def beside(month: date, step: int) -> date:
    """Return the first day of the month before (-1) or after (1)."""
    return (month + timedelta(days=31) if step > 0 else month - timedelta(days=1)).replace(day=1)


def entries(
    first: datetime, last: datetime, *, kinds: set[str], person: int | None
) -> list[Planned]:
    """Return what is planned from `first` up to `last`, in order; everything when no kind is named.

    The number of queries does not depend on what is found.
    """
    found = [*_publications(first, last), *_expiries(first, last), *_reviews(first, last)]
    found += [*_bundles(first, last), *planned_by_rooms(first, last)]
    announced = {entry.page_id for entry in found if entry.kind == "letter"}
    kept = (
        entry
        for entry in found
        if not (entry.kind == "publication" and entry.page_id in announced)
        and (not kinds or entry.kind in kinds)
        and (person is None or entry.person_id == person)
    )
    return sorted(kept, key=lambda entry: (entry.at, entry.title))


def month_grid(month: date, found: list[Planned], today: date) -> list[list[Day]]:
    """Return the weeks of a month, Monday first, each day with its entries in local time."""
    by_day: dict[date, list[Planned]] = {}
    for entry in found:
        by_day.setdefault(timezone.localdate(entry.at), []).append(entry)
    grid = weeks.Calendar(MONDAY).monthdatescalendar(month.year, month.month)
    return [
        [Day(day, day.month == month.month, day == today, by_day.get(day, [])) for day in week]
        for week in grid
    ]


def span_of(month: date) -> tuple[datetime, datetime]:
    """Return the first moment that a month's sheet shows, and the first that it does not."""
    grid = weeks.Calendar(MONDAY).monthdatescalendar(month.year, month.month)
    return _midnight(grid[0][0]), _midnight(grid[-1][-1] + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _edit_address(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page_id,))


def _publications(first: datetime, last: datetime) -> Iterator[Planned]:
    rows = Revision.objects.filter(
        approved_go_live_at__gte=first,
        approved_go_live_at__lt=last,
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
    ).defer("content")
    rows = list(rows.order_by("approved_go_live_at")[:MOST])
    owners = dict(
        Page.objects.filter(pk__in=[int(row.object_id) for row in rows]).values_list("pk", "owner")
    )
    for row in rows:
        key = int(row.object_id)
        yield Planned(
            kind="publication",
            label=KINDS["publication"],
            title=row.object_str,
            at=row.approved_go_live_at,
            url=_edit_address(key),
            person_id=owners.get(key),
            page_id=key,
        )


def _expiries(first: datetime, last: datetime) -> Iterator[Planned]:
    rows = Page.objects.live().filter(expire_at__gte=first, expire_at__lt=last)
    for row in rows.only("title", "expire_at", "owner", "path", "depth").order_by("expire_at")[
        :MOST
    ]:
        yield Planned(
            kind="expiry",
            label=KINDS["expiry"],
            title=row.title,
            at=row.expire_at,
            url=_edit_address(row.pk),
            person_id=row.owner_id,
            page_id=row.pk,
        )


def _reviews(first: datetime, last: datetime) -> Iterator[Planned]:
    rows = with_due_date(Page.objects.live()).filter(due_on__gte=first, due_on__lt=last)
    for row in rows.order_by("due_on")[:MOST]:
        yield Planned(
            kind="review",
            label=KINDS["review"],
            title=row.title,
            at=row.due_on,
            url=_edit_address(row.pk),
            person_id=row.owner_id,
            page_id=row.pk,
        )


def _bundles(first: datetime, last: datetime) -> Iterator[Planned]:
    rows = Bundle.objects.filter(scheduled_at__gte=first, scheduled_at__lt=last)
    for row in rows.order_by("scheduled_at")[:MOST]:
        if row.scheduled_at is None:
            continue
        yield Planned(
            kind="bundle",
            label=KINDS["bundle"],
            title=row.title,
            at=row.scheduled_at,
            url=reverse("bundles:inspect", args=(row.pk,)),
            person_id=row.created_by_id,
        )
