"""Finds and writes the rows of registrations for the deeds in `actions`; takes no seat."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from community.members.actions import record_consent
from community.members.models import ConsentRecord
from events import consents
from events.ical import one_line, plain
from events.models.event import EventPage
from events.models.registration import Registration, State
from events.models.wording import Door
from events.refusals import AlreadyRegistered, Busy, RegistrationClosed

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from community.members.models import User
    from vocabulary.models import Term

STEP = 2  # one for the invitation, one for its withdrawal


@dataclass(frozen=True, kw_only=True)
class Guest:
    """What somebody tells of themselves to come to an event."""

    email: str
    name: str
    group: "Term | None" = None
    organisation: str = ""
    needs: str = ""


def event_behind(event_id: int, *, doors: frozenset[Door]) -> EventPage:
    """Return the event when one of these doors is the one that stands there now.

    Raises:
        EventPage.DoesNotExist: there is none, or it only mirrors another.
        RegistrationClosed: another door, or a page that is not public.
    """
    events = EventPage.objects.select_related("entry", "event_type", "format", "country")
    event: EventPage = events.get(pk=event_id, alias_of=None)
    if not event.live or event.door(timezone.now()) not in doors:
        raise RegistrationClosed
    return event


def known(event: EventPage, *, email: str, user: "User | None" = None) -> Registration | None:
    """Return the active registration of a person for an event, locked."""
    mine = Registration.objects.filter(event=event).active().of_person(email=email, user=user)
    # The person's own account before an address that somebody else may have typed.
    registration = mine.select_for_update(of=("self",)).order_by("user_id", "pk").first()
    if registration:
        registration.event = event
    return registration


def locked(registration_id: int) -> Registration:
    """Return a registration, locked, with its event.

    Raises:
        Registration.DoesNotExist: there is none.
    """
    rows = Registration.objects.select_for_update(of=("self",))
    return rows.select_related("event__entry", "user").get(pk=registration_id)


def end_own_holds(event: EventPage, email: str) -> None:
    """Mark a person's own hold as expired when it is, so that a new one can begin."""
    overdue = Registration.objects.filter(event=event, email__iexact=email)
    overdue.overdue(timezone.now()).update(state=State.EXPIRED)


def insert(registration: Registration) -> Registration:
    """Write a new row and return it.

    Raises:
        AlreadyRegistered: somebody pressed twice, and the other press was faster.
        Busy: the same, but that row is gone again by now.
    """
    try:
        with transaction.atomic():
            registration.save(force_insert=True)
    except IntegrityError as error:
        event, user = registration.event, registration.user
        if other := known(event, email=registration.email, user=user):
            raise AlreadyRegistered(other) from error
        raise Busy from error
    return registration


def of_member(event: EventPage, user: "User", language: str) -> Registration:
    """Return a confirmed registration with what the member's profile says; not saved yet."""
    profile = getattr(user, "profile", None)
    return Registration(
        event=event,
        user=user,
        email=user.email.lower(),
        name=user.name,
        group=profile.stakeholder_group if profile else None,
        organisation=profile.organisation if profile else "",
        language=language,
        state=State.CONFIRMED,
        sequence_offset=_offset(event, user.email),
    )


def of_guest(event: EventPage, guest: Guest, language: str, *, state: State) -> Registration:
    """Return a registration with what a guest tells, free of control characters; not saved yet."""
    email = guest.email.strip().lower()
    return Registration(
        event=event,
        email=email,
        name=one_line(guest.name),
        group=guest.group,
        organisation=one_line(guest.organisation),
        needs=plain(guest.needs),
        language=language,
        state=state,
        sequence_offset=_offset(event, email),
    )


def agree(registration: Registration, wording: "Promise", *, method: str) -> None:
    """Keep the words to which the person agreed, in the language in which they were shown."""
    with override(registration.language):
        registration.consent = record_consent(
            email=registration.email,
            purpose=ConsentRecord.Purpose.EVENT,
            wording=str(wording),
            wording_version=consents.VERSION,
            language=registration.language,
            given=True,
            subject=str(registration.event.uid),
            source="event page",
            method=method,
        )
    registration.save(update_fields=["consent"])


def _offset(event: EventPage, email: str) -> int:
    """Return what lifts a new invitation above the withdrawal of an earlier one."""
    earlier = Registration.objects.filter(event=event, email__iexact=email, state=State.CANCELLED)
    highest = earlier.aggregate(highest=Max("sequence_offset"))["highest"]
    return 0 if highest is None else highest + STEP
