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
from events.models import CalendarFeed, EventRole, Registration, RegistrationStep, State
from events.refusals import RegistrationClosed
from events.steps import PERSON, move

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
        together = rows.select_related("event", "group", "country").prefetch_related("steps")
        for row in together.iterator(chunk_size=100):
            yield {
                "event": row.event.title,
                "starts": row.event.start.isoformat(),
                "name": row.name,
                "email": row.email,
                "organisation": row.organisation,
                "group": str(row.group or ""),
                "country": str(row.country or ""),
                "to_arrange": row.needs,
                "language": row.language,
                "state": row.state,
                "registered": row.created_at.isoformat(),
                "confirmed": row.confirmed_at.isoformat() if row.confirmed_at else None,
                "cancelled": row.cancelled_at.isoformat() if row.cancelled_at else None,
                "in_line_since": row.waiting_since.isoformat() if row.waiting_since else None,
                "steps": [
                    {
                        "from": step.before,
                        "to": step.after,
                        "by": step.actor,
                        "reason": step.reason,
                        "when": step.at.isoformat(),
                    }
                    for step in row.steps.all()
                ],
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Free the seats of events to come, then take out of every row who it was."""
        rows = Registration.objects.of_person(email=email, user=user)
        keys = list(rows.values_list("pk", flat=True))
        mine = Registration.objects.filter(pk__in=keys)
        is_ahead = Q(event__end__gt=timezone.now()) | Q(event__is_postponed=True)
        to_come = mine.active().exclude(state__in=(State.ATTENDED, State.NO_SHOW))
        to_come = to_come.filter(is_ahead)
        for registration in to_come.select_for_update(of=("self",)):
            move(registration, State.CANCELLED, by=PERSON)
        RegistrationStep.objects.filter(registration__in=keys).update(reason="")
        mine.update(email=erased_address(email), name="", organisation="", needs="", user=None)


@register_personal_data("events.CalendarFeed")
class CalendarFeeds(PersonalData):
    """The private address of a member's own calendar."""

    section = "calendar of events"
    title = _("Address of your calendar of events")
    purpose = _("To show the events for which you have a seat in your own calendar.")
    basis = Basis.CONTRACT
    kept = _("until you end it, make another one or leave")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return when it was made and last fetched; never the address, which is not kept."""
        return [feed.facts() for feed in CalendarFeed.objects.of(user)]

    def erase(self, *, email: str, user: User | None) -> None:
        """End the address."""
        CalendarFeed.objects.of(user).delete()


@register_personal_data("events.RegistrationStep")
class Decisions(PersonalData):
    """What somebody of the staff decided about registrations of others.

    The steps of one's own registrations are in `Registrations`.
    """

    section = "decisions about registrations"
    title = _("Decisions about registrations")
    purpose = _("To answer for who got a seat, and why.")
    basis = Basis.INTEREST
    kept = _("as long as the registration; without your name once you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield what the person decided, without saying about whom."""
        if user is None:
            return
        steps = RegistrationStep.objects.filter(by=user).select_related("registration__event")
        for step in steps.iterator():
            yield {
                "event": step.registration.event.title,
                "from": step.before,
                "to": step.after,
                "when": step.at.isoformat(),
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the person's name off the decisions."""
        if user is not None:
            RegistrationStep.objects.filter(by=user).update(by=None)


@register_personal_data("events.EventRole")
class EventRoles(PersonalData):
    """With which events a person helps."""

    section = "roles at events"
    title = _("Events that you help to run")
    purpose = _("To let you see or check in those who come.")
    basis = Basis.INTEREST
    kept = _("until it is taken back or you leave")
    recipients = _("those who run the event")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield each role."""
        for role in EventRole.objects.filter(user=user).select_related("event") if user else ():
            yield {
                "event": role.event.title,
                "role": role.role,
                "given": role.given_at.isoformat(),
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the roles back."""
        if user is not None:
            EventRole.objects.filter(user=user).delete()


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
