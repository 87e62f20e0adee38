"""What this room holds about a person, how it is handed out and how it is erased."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from community.members.models import User
from community.members.rights import PersonalData, erased_address, register_personal_data
from events.models import Registration, State
from events.models.event import SCOPE
from lane.generations import bump


@register_personal_data("events.Registration")
class Registrations(PersonalData):
    """The events that a person registered for.

    That somebody of a group came stays for the reports; who it was does not.
    """

    section = "events"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return every registration, newest first."""
        rows = Registration.objects.of_person(email=email, user=user)
        return [
            {
                "event": row.event.title,
                "starts": row.event.start.isoformat(),
                "name": row.name,
                "email": row.email,
                "organisation": row.organisation,
                "group": str(row.group or ""),
                "to_arrange": row.needs,
                "language": row.language,
                "state": row.state,
                "registered": row.created_at.isoformat(),
                "confirmed": row.confirmed_at.isoformat() if row.confirmed_at else None,
                "cancelled": row.cancelled_at.isoformat() if row.cancelled_at else None,
            }
            for row in rows.select_related("event", "group")
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Free the seats of events to come, then take out of every row who it was."""
        rows = Registration.objects.of_person(email=email, user=user)
        keys = list(rows.values_list("pk", flat=True))
        mine = Registration.objects.filter(pk__in=keys)
        to_come = Q(event__end__gt=timezone.now())
        mine.active().filter(to_come).update(state=State.CANCELLED, cancelled_at=timezone.now())
        bump(SCOPE)
        mine.update(email=erased_address(email), name="", organisation="", needs="", user=None)
