"""Writes the mail about changed sessions, in the person's language, into the outbox."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import override

from events import mails
from events.ical import Method
from events.sessions.part import line_of

if TYPE_CHECKING:
    from events.models import Registration
    from events.sessions.models import SessionSeat

TEMPLATE = "sessions/email/sessions_changed"


def tell_change(registration: "Registration", seats: Sequence["SessionSeat"]) -> None:
    """Tell what became of the chosen sessions, with a calendar entry that lists what holds now."""
    lost = [seat.session for seat in seats if seat.is_lost and not seat.told_off]
    missed = [seat.session for seat in seats if seat.is_lost and seat.told_off]
    kept = [seat for seat in seats if not seat.is_lost]
    off = [seat.session for seat in kept if seat.session.is_cancelled]
    on = [seat for seat in kept if not seat.session.is_cancelled]
    with override(registration.language):
        lines = [line_of(seat.session) for seat in on]
    mails.write(
        registration,
        f"events/{TEMPLATE}",
        language=registration.language,
        method=Method.REQUEST,
        lost=lost,
        missed=missed,
        restored=[seat.session for seat in on if seat.told_off],
        cancelled=off,
        moved=lines,
    )
