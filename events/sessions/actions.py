"""The deeds of the desk: add and change a session, take it away, cancel it; and tell the people."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from events.fitting import shifted
from events.models import EventPage, Registration, Session
from events.parts import note_use
from events.seats import lock_entry, seat_transaction
from events.sessions import mails
from events.sessions.models import SessionSeat, taken_in
from events.sessions.part import KEY
from events.sessions.refusals import (
    SessionChanged,
    SessionHasPeople,
    SessionOver,
    TooFewSeats,
)

FIELDS: Final = (
    *("title", "text", "room", "speakers", "start", "end"),
    *("needs_sign_up", "capacity", "is_cancelled"),
)
# What those who signed up must be told of.
NEWS: Final = ("start", "end", "room", "is_cancelled")


def facts_of(session: Session) -> dict[str, Any]:
    """Return what a session says, to see later whether somebody changed it meanwhile."""
    return {name: str(getattr(session, name)) for name in FIELDS}


@seat_transaction()
def save_session(*, session: Session, known: dict[str, Any] | None = None) -> Session:
    """Return a new or changed session, saved; who signed up is told a new time or room later.

    `known` is what the editor saw when the form was opened.

    Raises:
        SessionChanged: somebody else was faster, or it is gone.
        TooFewSeats: more people have signed up than there would be seats.
        SessionHasPeople: people have signed up, and it would ask for no sign-up any more.
        Busy: see `events.refusals`.
    """
    lock_entry(event_id=session.event_id)
    if session.pk:
        before = Session.objects.filter(pk=session.pk).first()
        if before is None or (known is not None and facts_of(before) != known):
            raise SessionChanged
        _require_seats(session)
        session.sequence = before.sequence + any(
            getattr(session, name) != getattr(before, name) for name in NEWS
        )
    session.save()
    _note(session.event_id)
    return session


@seat_transaction()
def delete_session(*, session_id: int) -> None:
    """Take a session away for which nobody signed up; once more is no fault.

    Raises:
        SessionHasPeople: somebody did.
        Busy: see `events.refusals`.
    """
    # The session before the entry, as those who choose it do: else each waits for the other.
    session = Session.objects.select_for_update().filter(pk=session_id).first()
    if session is None:
        return
    lock_entry(event_id=session.event_id)
    if number := _number_in(session):
        raise SessionHasPeople(number)
    session.delete()
    _note(session.event_id)


@seat_transaction()
def cancel_session(*, session_id: int) -> Session:
    """Return the session, cancelled; whoever signed up is told. Once more is no fault.

    Raises:
        Session.DoesNotExist: it is gone.
        Busy: see `events.refusals`.
    """
    session = Session.objects.get(pk=session_id)
    lock_entry(event_id=session.event_id)
    session.refresh_from_db()
    if not session.is_cancelled:
        session.is_cancelled, session.sequence = True, session.sequence + 1
        session.save(update_fields=["is_cancelled", "sequence"])
        _note(session.event_id)
    return session


@seat_transaction()
def restore_session(*, session_id: int) -> Session:
    """Return the session, no more cancelled; whoever chose it has the seat again and is told.

    While it was cancelled nobody else could choose it. Who has chosen another session at its time
    meanwhile keeps that one, and is told as well. Once more is no fault.

    Raises:
        Session.DoesNotExist: it is gone.
        SessionOver: its time is over.
        Busy: see `events.refusals`.
    """
    session = Session.objects.get(pk=session_id)
    lock_entry(event_id=session.event_id)
    session.refresh_from_db()
    if not session.is_cancelled:
        return session
    if session.end <= timezone.now():
        raise SessionOver
    before = session.sequence
    session.is_cancelled, session.sequence = False, before + 1
    session.save(update_fields=["is_cancelled", "sequence"])
    seats = SessionSeat.objects.filter(session=session)
    # Who has not heard that it was cancelled need not hear that it is not.
    seats.filter(told_off=False, told_sequence=before - 1).update(told_sequence=before + 1)
    elsewhere = SessionSeat.objects.filter(
        session__is_cancelled=False,
        session__start__lt=session.end,
        session__end__gt=session.start,
        is_lost=False,
    ).exclude(session=session)
    busy = elsewhere.filter(registration__in=seats.values("registration"))
    seats.filter(registration__in=busy.values("registration")).update(is_lost=True, told_off=True)
    _note(session.event_id)
    return session


@transaction.atomic
def move_along(*, event: EventPage, by: timedelta) -> int:
    """Move all sessions of an event by the clock on the wall; return how many."""
    sessions = list(Session.objects.select_for_update().filter(event=event))
    for session in sessions:
        session.start = shifted(session.start, by, event.time_zone)
        session.end = shifted(session.end, by, event.time_zone)
        session.sequence += 1
    return Session.objects.bulk_update(sessions, ["start", "end", "sequence"])


@transaction.atomic
def copy_sessions(*, source: EventPage, copy: EventPage, by: timedelta) -> int:
    """Give a copy of an event the sessions of its source, moved; return how many."""
    zone = copy.time_zone
    made = [
        Session(
            event=copy,
            title=one.title,
            text=one.text,
            room=one.room,
            speakers=one.speakers,
            needs_sign_up=one.needs_sign_up,
            capacity=one.capacity,
            start=shifted(one.start, by, zone),
            end=shifted(one.end, by, zone),
        )
        for one in Session.objects.filter(event=source, is_cancelled=False)
    ]
    Session.objects.bulk_create(made)
    _note(copy.pk)
    return len(made)


@transaction.atomic
def tell_sessions(*, limit: int) -> int:
    """Write to at most `limit` people whose sessions have changed; return to how many.

    One mail for all sessions of one person; nobody is told the same twice.
    """
    behind = SessionSeat.objects.uninformed().filter(session__event__end__gt=timezone.now())
    keys = behind.order_by().values("registration_id").distinct()
    people = Registration.objects.filter(pk__in=keys).order_by("pk")
    rows = people.select_for_update(skip_locked=True, of=("self",))
    found = rows.select_related("event__entry", "user")[:limit]
    for registration in found:
        _tell(registration)
    return len(found)


def _tell(registration: Registration) -> None:
    news = SessionSeat.objects.uninformed().filter(registration=registration)
    seats = list(news.select_related("session"))
    for seat in seats:
        seat.session.event = registration.event
    # Calendars take a new text only with a higher number.
    registration.sequence_offset += 1
    registration.save(update_fields=["sequence_offset"])
    if registration.event.takes_place:
        mails.tell_change(registration, seats)
    for seat in seats:
        seat.told_sequence = seat.session.sequence
        seat.told_off = seat.session.is_cancelled
    SessionSeat.objects.bulk_update(seats, ["told_sequence", "told_off"])
    SessionSeat.objects.filter(pk__in=[seat.pk for seat in seats if seat.is_lost]).delete()


def _require_seats(session: Session) -> None:
    number = taken_in([session.pk], timezone.now()).get(session.pk, 0)
    if session.capacity is not None and session.capacity < number:
        raise TooFewSeats(number)
    if number and not session.needs_sign_up:
        raise SessionHasPeople(number)


def _number_in(session: Session) -> int:
    """Return how many people chose a session and may still come, with a seat or waiting for one."""
    active = Registration.objects.active().values("pk")
    return SessionSeat.objects.filter(session=session, registration__in=active).count()


def _note(event_id: int) -> None:
    offered = Session.objects.filter(event_id=event_id, needs_sign_up=True, is_cancelled=False)
    chosen = SessionSeat.objects.filter(session__event_id=event_id)
    note_use(event_id, KEY, is_used=offered.exists() or chosen.exists())
