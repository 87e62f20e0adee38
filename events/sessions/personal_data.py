"""What this room holds about a person, how it is handed out and how it is erased."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data
from events.models import Registration
from events.sessions.models import SessionSeat


@register_personal_data("event_sessions.SessionSeat")
class SessionSeats(PersonalData):
    """The sessions that a person chose; the registration says who it was."""

    section = "sessions"
    title = _("Sessions of events")
    purpose = _("To keep your seat in the sessions that you chose, and to tell you what changes.")
    basis = Basis.CONSENT
    kept = _("as long as the registration; then without your name")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield every chosen session."""
        mine = Registration.objects.of_person(email=email, user=user)
        seats = SessionSeat.objects.filter(registration__in=mine).select_related("session__event")
        for seat in seats.iterator():
            yield {
                "event": seat.session.event.title,
                "session": seat.session.title,
                "starts": seat.session.start.isoformat(),
                "chosen": seat.created_at.isoformat(),
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Leave the choice without a person: the registration itself loses name and address."""
