"""The share of the sessions in every registration: choose, count, tell."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.columns import Reader
from events.models import Session
from events.months import days_of
from events.parts import Filter, Part, Sheet
from events.sessions import reader
from events.sessions.clashes import clash_of
from events.sessions.models import SessionSeat, taken_in
from events.sessions.refusals import SessionFull, SessionGone

if TYPE_CHECKING:
    from community.members.models import User
    from events.models import EventPage, Registration

KEY: Final = reader.KEY
FIELD: Final = reader.FIELD
# As the check of a foreign key: it waits for nobody but for who deletes the session.
PIN: Final = "SELECT id FROM events_session WHERE id = ANY(%s) AND NOT is_cancelled FOR KEY SHARE"


class SessionBoxes(forms.CheckboxSelectMultiple):
    """Boxes of which those of full sessions cannot be ticked."""

    full: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return one box, shut where the session is full."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.full:
            option["attrs"]["disabled"] = True
        return option


class SessionsPart(Part):
    """Which sessions somebody comes to, and whether there is room."""

    key: ClassVar[str] = KEY
    order: ClassVar[int] = 40

    def fields(
        self, event: "EventPage", *, mine: "Registration | None" = None, user: "User | None" = None
    ) -> dict[str, forms.Field]:
        """Return one field with a box for each session that can be chosen now."""
        sessions = list(_offered(event))
        if not sessions:
            return {}
        chosen = set(_chosen_by(mine)) if mine else set()
        taken = taken_in(
            [one.pk for one in sessions], timezone.now(), but=mine.pk if mine else None
        )
        field = forms.MultipleChoiceField(
            label=_("Which sessions do you come to?"),
            required=False,
            choices=[(str(one.pk), _label(one, event, taken)) for one in sessions],
            initial=[str(one.pk) for one in sessions if one.pk in chosen],
            widget=SessionBoxes(attrs={"class": "long"}),
            error_messages={"invalid_choice": str(SessionGone())},
        )
        full = (one for one in sessions if _left(one, taken) == 0 and one.pk not in chosen)
        field.widget.full = frozenset(str(one.pk) for one in full)
        return {FIELD: field}

    def chosen_sessions(
        self, event: "EventPage", given: Mapping[str, Any]
    ) -> frozenset[int] | None:
        """Return the keys of the sessions chosen in these answers."""
        return frozenset(int(key) for key in given.get(FIELD) or () if str(key).isdecimal())

    def problems(self, event: "EventPage", given: Mapping[str, Any]) -> dict[str, str]:
        """Return that two of the chosen sessions are at the same time."""
        wanted = [int(key) for key in given.get(FIELD) or ()]
        sessions = Session.objects.filter(event_id=event.seat_owner_id, pk__in=wanted)
        problem = clash_of(sessions)
        return {FIELD: problem} if problem else {}

    def keep(self, registration: "Registration", given: Mapping[str, Any]) -> None:
        """Write down what was chosen; what is not offered any more stays as it is.

        Raises:
            SessionGone: a chosen session is cancelled or deleted by now.
        """
        wanted = {int(key) for key in given.get(FIELD) or ()}
        _pin(wanted)
        registration.chooses_sessions = True  # type: ignore[attr-defined]  # see `require_room`
        mine = SessionSeat.objects.filter(registration=registration)
        offered = set(_offered(registration.event).values_list("pk", flat=True))
        mine.filter(Q(session__in=offered - wanted) | Q(is_lost=True)).delete()
        known = set(mine.values_list("session_id", flat=True))
        SessionSeat.objects.bulk_create(
            SessionSeat(registration=registration, session=one, told_sequence=one.sequence)
            for one in Session.objects.filter(pk__in=wanted - known)
        )

    def require_room(
        self, registration: "Registration", event: "EventPage", now: datetime, *, behind_line: bool
    ) -> None:
        """Go on when every chosen session has room; the lock is held.

        Who chose long ago and gets a seat at the event only now keeps that seat: a session that
        has filled up meanwhile is lost, and a mail tells.

        Raises:
            SessionFull: somebody else was faster.
        """
        mine = Session.objects.filter(
            seats__registration=registration, seats__is_lost=False, capacity__isnull=False
        )
        limited = {one.pk: one for one in mine}
        taken = taken_in(limited, now, but=registration.pk)
        full = [one for key, one in limited.items() if taken.get(key, 0) >= (one.capacity or 0)]
        if not full:
            return
        if getattr(registration, "chooses_sessions", False):
            raise SessionFull(one.title for one in full)
        seats = SessionSeat.objects.filter(registration=registration, session__in=full)
        seats.update(is_lost=True)

    def words(self, registrations: Sequence["Registration"]) -> Mapping[int, tuple[str, ...]]:
        """Return the chosen sessions, each with its time and room; one query."""
        seats = SessionSeat.objects.filter(
            registration__in=registrations, is_lost=False, session__is_cancelled=False
        ).select_related("session")
        events = {one.pk: one.event for one in registrations}
        found: dict[int, list[str]] = {}
        for seat in seats.order_by("session__start", "session_id"):
            seat.session.event = events[seat.registration_id]
            found.setdefault(seat.registration_id, []).append(line_of(seat.session))
        return {key: ("\n".join([_("Your sessions:"), *lines]),) for key, lines in found.items()}

    def sheet(self, event: "EventPage", keys: Sequence[int]) -> Sheet:
        """Return one column with the titles of the chosen sessions; one query."""
        seats = SessionSeat.objects.filter(registration__in=keys, is_lost=False)
        rows: dict[int, list[str]] = {}
        for key, title in seats.values_list("registration_id", "session__title"):
            rows.setdefault(key, []).append(title)
        texts = {key: ("; ".join(titles),) for key, titles in rows.items()}
        return Sheet(headings=(_("Sessions"),), rows=texts)

    def reader(self, event: "EventPage") -> Reader:
        """Return what understands the column of `sheet`."""
        return reader.SessionsReader(event, list(_offered(event)))

    def filters(self, event: "EventPage") -> list[Filter]:
        """Return the way to narrow the people down to those of one session."""
        sessions = event.sessions.filter(needs_sign_up=True)
        return [
            Filter(
                key="session",
                label=_("Session"),
                choices=tuple((str(one.pk), one.title) for one in sessions),
                where=_of_session,
            )
        ]


def line_of(session: Session) -> str:
    """Return a session in one line: when, what, where."""
    room = f" ({session.room})" if session.room else ""
    return f"{session.when_text}: {session.title}{room}"


def _of_session(value: str) -> Q:
    key = int(value) if value.isascii() and value.isdecimal() else 0
    return Q(session_seats__session_id=key, session_seats__is_lost=False)


def _offered(event: "EventPage") -> Any:
    """Return the sessions that can be chosen now."""
    sessions = Session.objects.filter(event_id=event.seat_owner_id, needs_sign_up=True)
    return sessions.filter(is_cancelled=False, end__gt=timezone.now())


def _chosen_by(registration: "Registration") -> list[int]:
    seats = SessionSeat.objects.filter(registration=registration, is_lost=False)
    return list(seats.values_list("session_id", flat=True))


def _left(session: Session, taken: Mapping[int, int]) -> int | None:
    if session.capacity is None:
        return None
    return max(0, session.capacity - taken.get(session.pk, 0))


def _label(session: Session, event: "EventPage", taken: Mapping[int, int]) -> str:
    session.event = event
    left = _left(session, taken)
    is_one_day = len(days_of(event)) == 1
    when = session.hours_text if is_one_day else f"{session.day_text}, {session.hours_text}"
    room = f" ({session.room})" if session.room else ""
    line = f"{when}: {session.title}{room}"
    if left is None:
        return line
    if left == 0:
        seats = _("full")
    else:
        seats = ngettext("%(left)s seat left", "%(left)s seats left", left) % {"left": left}
    return f"{line}, {seats}"


def _pin(wanted: set[int]) -> None:
    """Make sure that the chosen sessions stay until the transaction ends.

    Raises:
        SessionGone: one of them is cancelled, or is there no more.
    """
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(PIN, [sorted(wanted)])
        if len(cursor.fetchall()) < len(wanted):
            raise SessionGone
