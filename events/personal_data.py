"""What this room holds about a person, how it is handed out and how it is erased."""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.actions import record_consent
from community.members.consents import register_withdrawal
from community.members.models import ConsentRecord, User
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, erased_address, register_personal_data
from events import actions, tasks
from events.models import Registration, State
from events.models.event import SCOPE
from events.refusals import RegistrationClosed
from lane.generations import bump

PURPOSE: Final = ConsentRecord.Purpose.EVENT


@register_personal_data("events.Registration")
class Registrations(PersonalData):
    """The events that a person registered for.

    That somebody of a group came stays for the reports; who it was does not.
    """

    section = "events"
    title = _("Event registrations")
    purpose = _("To keep your seat, to tell you what changes, and to arrange what you need.")
    basis = Basis.CONSENT
    kept = _("what was to arrange 30 days; that you came, until you leave, then without your name")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield every registration, newest first."""
        rows = Registration.objects.of_person(email=email, user=user)
        for row in rows.select_related("event", "group").iterator():
            yield {
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

    def erase(self, *, email: str, user: User | None) -> None:
        """Free the seats of events to come, then take out of every row who it was."""
        rows = Registration.objects.of_person(email=email, user=user)
        keys = list(rows.values_list("pk", flat=True))
        mine = Registration.objects.filter(pk__in=keys)
        to_come = Q(event__end__gt=timezone.now())
        mine.active().filter(to_come).update(state=State.CANCELLED, cancelled_at=timezone.now())
        bump(SCOPE)
        mine.update(email=erased_address(email), name="", organisation="", needs="", user=None)


@register_withdrawal(PURPOSE)
def give_the_seat_back(user: User, subject: str) -> bool:
    """Cancel a member's registration and note that the consent is taken back."""
    mine = Registration.objects.of_person(email=user.email, user=user).active()
    registration = mine.filter(consent__purpose=PURPOSE, consent__subject=subject).first()
    given = registration.consent if registration else None
    if registration is None or given is None:
        return False
    try:
        with transaction.atomic():
            actions.cancel_registration(registration_id=registration.pk)
    except RegistrationClosed:
        return False  # what happened has happened
    record_consent(
        email=registration.email,
        user=user,
        purpose=given.purpose,
        subject=given.subject,
        wording=given.wording,
        wording_version=given.wording_version,
        language=given.language,
        given=False,
        source="data page",
        method="button",
    )
    return True


register_retention(
    "events.guests",
    title=_("Guests who never confirmed, and what was to arrange at an event"),
    reason=_("Needed only until the event is over."),
    period=in_days(settings.EVENTS_FORGET_AFTER_DAYS),
)(tasks.forget)
