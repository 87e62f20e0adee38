"""What goes out when: the lines of the desk's overview."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.letters.actions.planning import Why, why_not_sent
from events.letters.kinds import FOLLOW_UPS, KINDS, Kind
from events.letters.models import OwnText, Plan, Sending
from events.times import moment_text

if TYPE_CHECKING:
    from events.models import EventPage


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail that goes out when something happens, and the languages of its own texts."""

    kind: Kind
    languages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One planned mail: when, what, and what became of it."""

    plan: Plan
    due_at: datetime
    when: str
    status: str
    kinds: tuple[Mail, ...]
    is_to_come: bool


def mails_of(event: "EventPage") -> list[Mail]:
    """Return the mails that go out when something happens; one query."""
    texts = _texts(event)
    return [
        Mail(kind=kind, languages=texts.get((None, kind.key), ()))
        for kind in KINDS.values()
        if not kind.is_planned
    ]


def lines_of(event: "EventPage") -> list[Line]:
    """Return the planned mails of an event, the first first; three queries."""
    texts, now = _texts(event), timezone.now()
    latest = {
        sending.plan_id: sending
        for sending in sendings_of(event).exclude(plan=None).order_by("due_at")
    }
    lines = [
        _line(plan, latest.get(plan.pk), texts, now)
        for plan in Plan.objects.filter(event=event).select_related("event")
    ]
    return sorted(lines, key=lambda line: (line.due_at, line.plan.pk))


def sendings_of(event: "EventPage") -> Any:
    """Return what was sent to the people of an event, the latest first."""
    return Sending.objects.filter(event=event).select_related("by", "event").with_progress()


def outcome(sending: Any) -> str:
    """Return what became of a sending, in words: ``sent to 12 of 13 people, …``."""
    sent = sending.sent if sending.finished_at else sending.now_sent
    figures = {"sent": sent, "all": sending.total}
    if not sending.finished_at:
        return _("being sent: %(sent)s of %(all)s") % figures
    zone = sending.event.time_zone
    figures["moment"] = moment_text(sending.finished_at, zone)
    if sending.stopped_at:
        return _("stopped after %(sent)s of %(all)s, %(moment)s") % figures
    return _("sent to %(sent)s of %(all)s, %(moment)s") % figures


def _line(plan: Plan, latest: Any, texts: dict[Any, tuple[str, ...]], now: datetime) -> Line:
    why = why_not_sent(plan, now, latest.due_at if latest else None)
    is_to_come = why in {None, Why.NOT_YET}
    keys = FOLLOW_UPS if plan.is_follow_up else ("reminder",)
    kinds = (Mail(kind=KINDS[key], languages=texts.get((plan.pk, key), ())) for key in keys)
    due = plan.due_at
    status = str((why or Why.NOT_YET).label)
    if latest and not (is_to_come and plan.is_on):
        status = outcome(latest)
    return Line(
        plan=plan,
        due_at=due,
        when=moment_text(due, plan.event.time_zone),
        status=status,
        kinds=tuple(kinds),
        is_to_come=is_to_come,
    )


def _texts(event: "EventPage") -> dict[tuple[int | None, str], tuple[str, ...]]:
    found: dict[tuple[int | None, str], tuple[str, ...]] = {}
    for text in OwnText.objects.filter(event=event).order_by("language"):
        key = (text.plan_id, text.kind)
        found[key] = (*found.get(key, ()), text.get_language_display())
    return found
