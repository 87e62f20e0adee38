"""Lays out the usual reminders, and begins what is due: a comparison of times, nothing is kept."""

import re
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import F, Q, QuerySet, TextChoices
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from events.letters.audience import ERASED
from events.letters.models import EventLetters, Plan, Recipient, Sending
from events.letters.models.plan import MOST_DAYS
from events.letters.moments import Unit
from events.models import EventPage, Registration, State
from events.models.registration import SEATED

LATEST: Final = timedelta(days=14)  # a follow-up that could not leave earlier is of no use
FOLLOWED: Final = timedelta(days=MOST_DAYS) + LATEST
# An event moved by less is the same for a reminder that was sent.
SAME: Final = {Unit.DAYS: timedelta(days=1), Unit.HOURS: timedelta(minutes=45)}
USUAL: Final = re.compile(r"([1-9]\d{0,2})([hd])")
UNITS: Final = {"h": Unit.HOURS, "d": Unit.DAYS}
# Whom a reminder is for; who did not come on the first day is not reminded of the second.
REMINDED: Final = (State.CONFIRMED, State.ATTENDED)


def usual_reminders() -> list[tuple[int, Unit]]:
    """Return the reminders that a new event gets, from `settings.EVENTS_REMINDERS`.

    Raises:
        ImproperlyConfigured: the setting has something else than ``7d`` or ``1h``.
    """
    found = [USUAL.fullmatch(word.strip()) for word in settings.EVENTS_REMINDERS if word.strip()]
    if not all(found):
        message = "EVENTS_REMINDERS is a list such as 7d,1d,1h: days or hours before the start."
        raise ImproperlyConfigured(message)
    return [(int(one[1]), UNITS[one[2]]) for one in found if one]


@transaction.atomic
def lay_out(*, event_id: int) -> bool:
    """Give an event the usual reminders, once in its life; return whether that was now."""
    _row, is_new = EventLetters.objects.get_or_create(event_id=event_id)
    if is_new:
        Plan.objects.bulk_create(
            [
                Plan(event_id=event_id, number=number, unit=unit)
                for number, unit in usual_reminders()
            ],
            ignore_conflicts=True,
        )
    return is_new


def lay_out_missing() -> int:
    """Lay out the reminders of published events to come that have none yet; return of how many."""
    events = EventPage.objects.live().filter(alias_of=None, letters=None, end__gt=timezone.now())
    return sum(lay_out(event_id=event_id) for event_id in events.values_list("pk", flat=True))


def due_plans(now: datetime) -> list[int]:
    """Return the planned mails that are to begin now; two queries."""
    is_to_come = Q(event__end__gt=now)
    is_behind = Q(about=Plan.About.FOLLOW_UP, event__end__gt=now - FOLLOWED)
    plans = Plan.objects.filter(is_to_come | is_behind, is_on=True, event__live=True)
    found = plans.filter(event__is_cancelled=False).select_related("event")
    last = dict(
        Sending.objects.filter(plan__in=found).order_by("due_at").values_list("plan", "due_at")
    )
    return [plan.pk for plan in found if not why_not_sent(plan, now, last.get(plan.pk))]


class Why(TextChoices):
    """Why a planned mail does not begin now."""

    OFF = "off", _("switched off")
    CANCELLED = "cancelled", _("the event is cancelled")
    SENT = "sent", _("sent")
    PASSED_BEFORE = "passed-before", _("its time had passed when it was planned")
    NOT_YET = "not-yet", _("to come")
    PASSED = "passed", _("its time has passed")
    UNPUBLISHED = "unpublished", _("the event is not published")


def why_not_sent(plan: Plan, now: datetime, last: datetime | None) -> Why | None:
    """Return why a planned mail does not begin now; None when it does.

    `last` is the due time of its latest sending.
    """
    event, due = plan.event, plan.due_at
    reasons = (
        (not plan.is_on, Why.OFF),
        (event.is_cancelled, Why.CANCELLED),
        (last is not None and due < last + SAME[Unit(plan.unit)], Why.SENT),
        (due < plan.since, Why.PASSED_BEFORE),
        (now < due, Why.NOT_YET),
        (_is_too_late(plan, now), Why.PASSED),
        (not event.live, Why.UNPUBLISHED),
    )
    return next((why for is_so, why in reasons if is_so), None)


@transaction.atomic
def begin_due(*, plan_id: int) -> Sending | None:
    """Write down whom a planned mail is for and return the sending; None where it is not due.

    Two workers do not begin the same: the second finds the plan's row locked, and then the sending.
    """
    rows = Plan.objects.select_for_update(of=("self",), skip_locked=True)
    plan = rows.select_related("event").filter(pk=plan_id).first()
    if plan is None:
        return None
    last = plan.sendings.order_by("-due_at").values_list("due_at", flat=True).first()
    if why_not_sent(plan, timezone.now(), last):
        return None
    with override(plan.event.language):
        title = plan.label
    sending = Sending.objects.create(
        event=plan.event,
        plan=plan,
        title=title,
        due_at=plan.due_at,
        states=list(SEATED if plan.is_follow_up else REMINDED),
        reply_to=_reply_to(plan.event_id),
    )
    write_down(sending, _people_of(sending))
    return sending


def write_down(sending: Sending, people: QuerySet[Registration]) -> None:
    """Store for whom a sending is; the number stays when the rows are forgotten."""
    keys = people.values_list("pk", flat=True)
    rows = [Recipient(sending=sending, registration_id=key) for key in keys]
    Recipient.objects.bulk_create(rows, batch_size=1000)
    sending.total = len(rows)
    sending.save(update_fields=["total"])


def _people_of(sending: Sending) -> QuerySet[Registration]:
    """Return those who had their seat when it was due: who came later has just been told."""
    seated = Q(state__in=sending.states, event_id=sending.event_id)
    rows = Registration.objects.filter(seated).exclude(email__endswith=f"@{ERASED}")
    since = rows.annotate(seated_at=Coalesce(F("confirmed_at"), F("created_at")))
    return since.filter(seated_at__lte=sending.due_at).order_by("pk")


def _is_too_late(plan: Plan, now: datetime) -> bool:
    event = plan.event
    if plan.is_follow_up:
        return bool(now > plan.due_at + LATEST)
    ends = event.start if plan.anchor == Plan.Anchor.BEFORE_START else event.end
    return bool(now >= ends)


def _reply_to(event_id: int) -> str:
    found = EventLetters.objects.filter(event_id=event_id).values_list("reply_to", flat=True)
    return found.first() or ""
