"""Brings in the report of a webinar: first as a dry run, then, when somebody agrees, for good."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from events.door.actions.settling import settle
from events.door.models import AttendanceReport, Stay
from events.door.reports import as_rows, read_report
from events.models import SEATED, Registration, Session
from events.steps import staff

if TYPE_CHECKING:
    from community.members.models import User
    from events.models import EventPage


@transaction.atomic
def bring_in_report(
    *, event: "EventPage", session: Session | None, data: bytes, minimum: int, by: "User"
) -> AttendanceReport:
    """Return the report in a file, matched by address; nothing else is changed.

    The same file again is the same report: what was matched by hand stays.

    Raises:
        Unreadable: the file is no such report.
    """
    digest = hashlib.sha256(data).hexdigest()
    around = (session or event).start
    found = AttendanceReport.objects.filter(event=event, session=session, digest=digest).first()
    if found and found.people:
        found.minimum_minutes = minimum
        found.save(update_fields=["minimum_minutes"])
        return found
    read = read_report(data, zone=event.time_zone, around=around)
    people = as_rows(read.people)
    known = _by_address(event)
    for one in people:
        one["registration"] = known.get(one["address"])
    report, _ = AttendanceReport.objects.update_or_create(
        event=event,
        session=session,
        digest=digest,
        defaults={
            "kind": read.kind,
            "minimum_minutes": minimum,
            "people": people,
            "bad_rows": [[*row] for row in read.bad_rows],
            "made_by": by,
        },
    )
    return report


@transaction.atomic
def match_by_hand(*, report_id: int, chosen: Mapping[int, int | None]) -> AttendanceReport:
    """Say whose entries of a report these are, by their number; nobody's: none.

    What is no entry or no registration of the event is passed over.
    """
    report = AttendanceReport.objects.select_for_update().get(pk=report_id)
    keys = {key for key in chosen.values() if key}
    seated = Registration.objects.filter(event=report.event_id, state__in=SEATED, pk__in=keys)
    allowed = set(seated.values_list("pk", flat=True))
    for number, key in chosen.items():
        if 0 <= number < len(report.people) and (key is None or key in allowed):
            report.people[number]["registration"] = key
    report.save(update_fields=["people"])
    return report


@transaction.atomic
def take_over(*, report_id: int, by: "User") -> int:
    """Write the minutes to the registrations and mark who stayed long enough; return how many.

    Done twice it changes nothing more. A later report of the same session replaces an earlier one.
    """
    report = AttendanceReport.objects.select_for_update().get(pk=report_id)
    minutes, came = _by_registration(report.people)
    rows = Registration.objects.select_for_update(of=("self",)).select_related("event__entry")
    seated = rows.filter(event=report.event_id, state__in=SEATED, pk__in=minutes)
    there = 0
    for registration in seated.order_by("pk"):
        key = registration.pk
        is_enough = minutes[key] >= report.minimum_minutes
        Stay.objects.update_or_create(
            registration=registration,
            session=report.session,
            defaults={
                "report": report,
                "minutes": minutes[key],
                "is_enough": is_enough,
                "came_at": came.get(key),
            },
        )
        settle(registration, by=staff(by))
        there += is_enough
    report.taken_at = report.taken_at or timezone.now()
    report.save(update_fields=["taken_at"])
    return there


def _by_address(event: "EventPage") -> dict[str, int]:
    rows = Registration.objects.filter(event=event, state__in=SEATED)
    return {email.lower(): key for key, email in rows.values_list("pk", "email")}


def _by_registration(
    people: list[dict[str, Any]],
) -> tuple[dict[int, int], dict[int, datetime]]:
    """Return minutes and first join by registration; who came under two names has both."""
    minutes: dict[int, int] = defaultdict(int)
    came: dict[int, datetime] = {}
    for one in people:
        key = one["registration"]
        if key is None:
            continue
        minutes[key] += one["minutes"]
        if one["came_at"]:
            moment = datetime.fromisoformat(one["came_at"])
            came[key] = min(moment, came.get(key, moment))
    return dict(minutes), came
