"""What is done by the clock: tell changes, mark what has run out, forget what is not needed."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.members.models import ConsentRecord
from events import mails
from events.actions.seating import tell_later
from events.models.event import SCOPE, EventPage
from events.models.registration import HOPING, Registration, State
from events.seats import lock_entry, seat_transaction
from events.signals import event_changed
from events.steps import CLOCK, move
from lane.generations import bump

WITHOUT_SEAT = (*HOPING, State.DECLINED, State.EXPIRED)


@seat_transaction()
def announce_change(*, event_id: int) -> bool:
    """Count a change of time, zone, place or cancellation; return whether there was one.

    Called after each publication, and again by the sweeper: the second call finds nothing new.
    The mails are written by `inform_registered`, in small steps.

    Raises:
        Busy: see `events.refusals`.
    """
    lock_entry(event_id=event_id)
    event = EventPage.objects.select_related("entry").get(pk=event_id)
    entry, facts = event.entry, event.calendar_facts
    if entry.facts == facts:
        return False
    is_news = bool(entry.facts) and not event.is_over
    entry.learn(facts, is_news=is_news)
    entry.save(update_fields=["sequence", "facts", "moved"])
    bump(SCOPE)
    if is_news:
        tell_later(event_changed, event_id=event_id)
    return is_news


def unannounced() -> list[int]:
    """Return the live events to come whose calendars were last told something else."""
    events = EventPage.objects.live().filter(alias_of=None, end__gt=timezone.now())
    found = events.select_related("entry", "format", "country").order_by("pk")
    return [event.pk for event in found if event.entry.facts != event.calendar_facts]


@transaction.atomic
def inform_registered(*, limit: int) -> int:
    """Write to at most `limit` people whose calendars are behind; return to how many.

    Workers do not wait for each other, and nobody is told the same change twice.
    """
    behind = Registration.objects.uninformed().filter(event__end__gt=timezone.now())
    people = behind.select_for_update(skip_locked=True, of=("self",)).select_related(
        "event__entry", "user"
    )[:limit]
    for registration in people:
        mails.tell_change(registration)
        registration.told_sequence = registration.event.sequence
        registration.save(update_fields=["told_sequence"])
    return len(people)


@transaction.atomic
def close_lines(*, limit: int) -> int:
    """Tell at most `limit` of those without a seat that there is none to hope for; return how many.

    Their event is cancelled, or registration closed while they stood in line. They have nothing in
    their calendars, so it is a refusal with a reason and no withdrawal.
    """
    return _end_for_cancelled(limit) or _end_lines(limit)


def _end_for_cancelled(limit: int) -> int:
    """Tell who hopes for an event that does not take place."""
    hoping = Registration.objects.filter(state__in=HOPING, event__live=True)
    of_cancelled = hoping.filter(event__is_cancelled=True, event__end__gt=timezone.now())
    found = of_cancelled.select_for_update(skip_locked=True, of=("self",)).select_related(
        "event__entry", "user"
    )[:limit]
    for registration in found:
        with override(registration.language):
            reason = registration.event.cancelled_because or _("It does not take place.")
        move(registration, State.DECLINED, by=CLOCK, reason=reason)
        mails.tell_decline(registration, reason)
    return len(found)


def _end_lines(limit: int) -> int:
    """Tell who still stands in a line that does not move any more; staff may yet add them."""
    waiting = Registration.objects.in_line().filter(event__in=_closed_with_a_line())
    found = waiting.select_for_update(skip_locked=True, of=("self",)).select_related(
        "event__entry", "user"
    )[:limit]
    for registration in found:
        with override(registration.language):
            reason = _("Registration closed before a seat became free.")
        move(registration, State.DECLINED, by=CLOCK, reason=reason)
        mails.tell_line_closed(registration)
    return len(found)


def _closed_with_a_line() -> list[int]:
    """Return the events, not over yet, whose line has ended and somebody still stands in it."""
    now = timezone.now()
    is_closed = Q(registration_closes__lte=now) | Q(registration_closes=None, start__lte=now)
    events = EventPage.objects.live().filter(is_closed, is_cancelled=False, end__gt=now)
    with_line = events.filter(registrations__state=State.WAITING).distinct()
    columns = ("start", "end", "time_zone", "registration_closes")
    return [event.pk for event in with_line.only(*columns) if event.line_ends() <= now]


@transaction.atomic
def expire_holds(*, limit: int) -> int:
    """Mark at most `limit` holds and offers whose time is up, and return how many.

    Their seats were free already. Whom a seat was offered to is told; guests who did not confirm
    are not written to again.
    """
    overdue = Registration.objects.overdue(timezone.now()).order_by("pk")
    found = overdue.select_for_update(skip_locked=True, of=("self",)).select_related(
        "event__entry", "user"
    )[:limit]
    for registration in found:
        was_offered = registration.state == State.OFFERED
        move(registration, State.EXPIRED, by=CLOCK)
        if was_offered and not registration.event.is_over:
            mails.tell_offer_over(registration)
    return len(found)


@transaction.atomic
def forget_guests(*, days: int) -> int:
    """Delete what guests left who never confirmed, `days` after; return how many.

    Their consent goes as well: nobody has shown that it was theirs.
    """
    long_ago = timezone.now() - timedelta(days=days)
    expired = Registration.objects.filter(state=State.EXPIRED, expires_at__lt=long_ago)
    forgotten = expired.filter(waiting_since=None)  # who stood in line had confirmed
    given = list(forgotten.exclude(consent=None).values_list("consent_id", flat=True))
    count = _delete(forgotten)
    ConsentRecord.objects.filter(pk__in=given).delete()
    return count


@transaction.atomic
def forget_needs(*, days: int) -> int:
    """Blank what people asked to arrange, `days` after the event; return for how many."""
    long_ago = timezone.now() - timedelta(days=days)
    past = Registration.objects.filter(event__end__lt=long_ago, event__is_postponed=False)
    return past.exclude(needs="").update(needs="")


@transaction.atomic
def forget_the_line(*, days: int) -> int:
    """Delete who never got a seat, `days` after the event, with the log; return how many."""
    long_ago = timezone.now() - timedelta(days=days)
    over = Registration.objects.filter(event__end__lt=long_ago, confirmed_at=None)
    over = over.filter(event__is_postponed=False)  # their line goes on with the new date
    return _delete(over.filter(state__in=WITHOUT_SEAT))


def _delete(registrations: QuerySet[Registration]) -> int:
    """Delete registrations with their logs; return how many registrations."""
    _rows, by_model = registrations.delete()
    return by_model.get(Registration._meta.label, 0)
