"""The deeds of this room: note what was seen, forget in time, take lines over, let people work."""

from datetime import date
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from community.members.models import User
from community.members.roles import ensure_coordinators
from dissemination_metrics.days import ONE_DAY, local_day, local_today
from dissemination_metrics.ledger import Origin, lines_until
from dissemination_metrics.models import Activity, ActivityAudience, Hit, LeftOut, Salt
from dissemination_metrics.terms import Terms
from vocabulary.models import Scheme, Term

TITLE_LENGTH: Final = 200


@transaction.atomic
def note_hit(
    *, kind: Hit.Kind, item: int, path: str, visitor: str, group: str = "", referrer: str = ""
) -> Hit:
    """Write down that a page was read or a document fetched, and return the row.

    `group` is the code of a top-level stakeholder group; any other counts as not known.
    """
    now = timezone.now()
    return Hit.objects.create(
        kind=kind,
        item=item,
        path=path[: Hit.PATH_LENGTH],
        day=local_day(now),
        occurred_at=now,
        visitor=visitor,
        group=_top_group(group),
        referrer=referrer,
    )


@transaction.atomic
def leave_out(*, reason: LeftOut.Reason) -> None:
    """Add one to today's requests that are not counted."""
    day = local_today()
    today = LeftOut.objects.filter(day=day, reason=reason)
    if not today.update(number=F("number") + 1):
        LeftOut.objects.bulk_create([LeftOut(day=day, reason=reason)], ignore_conflicts=True)
        today.update(number=F("number") + 1)


@transaction.atomic
def forget(*, today: date) -> int:
    """Destroy the salts of days that are over, drop hits that are old; return how many hits.

    From then on a visitor hash is a number without meaning: it still tells two visitors of one day
    apart, and nothing else.
    """
    Salt.objects.filter(day__lt=today).delete()
    oldest = today - settings.HITS_KEEP_DAYS * ONE_DAY
    number, _models = Hit.objects.filter(day__lt=oldest).delete()
    return number


@transaction.atomic
def let_coordinators_work() -> Group:
    """Let coordinators have figures counted again and keep the ledger; return their group.

    A second call changes nothing, and what the group was given by hand stays.
    """
    group = ensure_coordinators()
    figures = Q(codename__in=["view_figure", "recount_figure"])
    ledger = Q(codename__endswith="_activity")
    group.permissions.add(
        *Permission.objects.filter(
            figures | ledger, content_type__app_label="dissemination_metrics"
        )
    )
    return group


def _top_group(code: str) -> Term | None:
    if not code:
        return None
    return Term.objects.of(Scheme.STAKEHOLDER_GROUP).current().top().filter(code=code).first()


class NoSuchLine(Exception):
    """No line of the system's own has this name, or an activity stands in its place already."""


@transaction.atomic
def take_over(*, source: str, by: User) -> Activity:
    """Make an activity out of a derived line, which it replaces from now on, and return it.

    Raises:
        NoSuchLine: see there.
    """
    lines = lines_until(local_today(), Terms())
    line = next((one for one in lines if one.source == source), None)
    if line is None or line.origin is Origin.ENTERED or not source:
        raise NoSuchLine
    activity = Activity(
        title=line.title[:TITLE_LENGTH],
        type=line.type,
        date=line.date,
        place=line.place[:TITLE_LENGTH],
        evidence_text=line.evidence,
        source=source,
        created_by=by,
    )
    try:
        with transaction.atomic():
            activity.save()
    except IntegrityError as error:  # somebody else did the same at this moment
        raise NoSuchLine from error
    ActivityAudience.objects.bulk_create(
        ActivityAudience(
            activity=activity, audience=one.audience, persons=one.persons, method=one.method
        )
        for one in line.reaches
    )
    return activity
