"""Finds and writes the rows of registrations for the deeds in `actions`; takes no seat."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import override

from community.members.actions import record_consent, record_consents
from community.members.actions.consenting import Told
from community.members.models import ConsentRecord
from events import consents
from events.compiled import EMAIL, EVENT, Statement
from events.ical import one_line, plain
from events.models.event import SCOPE, EventPage
from events.models.registration import ACTIVE, Registration, RegistrationQuerySet, State
from events.models.wording import Door
from events.refusals import RegistrationClosed
from lane.memory import keep
from vocabulary.known import SCOPE as TERMS
from vocabulary.known import terms_by_id

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from community.members.models import User
    from vocabulary.models import Term

STEP = 2  # one for the invitation, one for its withdrawal
# What only the page itself shows; long texts are not read while people register.
TEXTS: Final = ("body", "programme", "speakers")


@dataclass(frozen=True, kw_only=True)
class Guest:
    """What somebody tells of themselves to come to an event."""

    email: str
    name: str
    group: "Term | None" = None
    country: "Term | None" = None
    organisation: str = ""
    needs: str = ""
    parts: Mapping[str, Mapping[str, Any]] | None = None  # see `events.parts`


def event_known(event_id: int) -> EventPage:
    """Return an event with its calendar entry and terms as last published, without long texts.

    From memory where this process has it: whatever decides about a seat is read once more under
    the lock, see `events.seats`. It is the caller's own to write on, its entry is not.

    Raises:
        EventPage.DoesNotExist: there is none, or it only mirrors another.
    """
    return copy(keep(f"event {event_id}", partial(_read_event, event_id), SCOPE, TERMS))


def _read_event(event_id: int) -> EventPage:
    events = EventPage.objects.select_related("entry").defer(*TEXTS)
    return with_terms(events.get(pk=event_id, alias_of=None))


def event_behind(event_id: int, *, doors: frozenset[Door]) -> EventPage:
    """Return the event when one of these doors is the one that stands there now.

    Raises:
        EventPage.DoesNotExist: there is none, or it only mirrors another.
        RegistrationClosed: another door, or a page that is not public.
    """
    event = event_known(event_id)
    require_door(event, doors=doors)
    return event


def with_terms(event: EventPage) -> EventPage:
    """Return the event with its terms at hand, from memory where they are."""
    fields = ("event_type", "format", "country")
    terms = terms_by_id({key for name in fields if (key := getattr(event, f"{name}_id"))})
    for name in fields:
        if term := terms.get(getattr(event, f"{name}_id")):
            setattr(event, name, term)
    return event


def require_door(event: EventPage, *, doors: frozenset[Door]) -> None:
    """Go on when one of these doors is the one that stands there now.

    Raises:
        RegistrationClosed: another door, or a page that is not public.
    """
    if not event.live or event.door(timezone.now()) not in doors:
        raise RegistrationClosed


def known(event: EventPage, *, email: str, user: "User | None" = None) -> Registration | None:
    """Return the active registration of a person for an event, locked."""
    mine = Registration.objects.filter(event=event).active().of_person(email=email, user=user)
    # The person's own account before an address that somebody else may have typed.
    registration = mine.select_for_update(of=("self",)).order_by("user_id", "pk").first()
    if registration:
        registration.event = event
    return registration


def past_of(event: EventPage, *, email: str, user: "User | None" = None) -> list[Registration]:
    """Return what a person has, or had and cancelled, at an event, locked; what is best first.

    The person's own account comes before an address that somebody else may have typed.
    """
    if user is None and not _keys_of_address().rows({EVENT: event.pk, EMAIL: email.lower()}):
        return []  # as with nearly everybody
    found = _past(event.pk).of_person(email=email, user=user).select_for_update(of=("self",))
    registrations = list(found.order_by("user_id", "pk"))
    for registration in registrations:
        registration.event = event
    return registrations


def _past(event_id: int) -> RegistrationQuerySet:
    """Return what people have, or had and cancelled, at an event."""
    return Registration.objects.filter(event=event_id, state__in=(*ACTIVE, State.CANCELLED))


@cache
def _keys_of_address() -> Statement:
    """Return the query of the registrations that an address has, or had, at an event; no lock."""
    return Statement(_past(EVENT).of_person(email=EMAIL, user=None).values_list("pk"))


def locked(registration_id: int) -> Registration:
    """Return a registration, locked, with its event.

    Raises:
        Registration.DoesNotExist: there is none.
    """
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    registration.event = event_known(registration.event_id)
    return registration


def met_before(event: EventPage, addresses: Collection[str]) -> set[str]:
    """Return which of these addresses stand or stood at an event, however; one query, no lock."""
    small = _past(event.pk).alias(lower_email=Lower("email")).filter(lower_email__in=addresses)
    return {email.lower() for email in small.values_list("email", flat=True)}


def of_member(event: EventPage, user: "User", language: str, *, offset: int) -> Registration:
    """Return a registration with what the member's profile says; not saved yet.

    `offset` lifts its invitation above earlier withdrawals, see `offset_after`.
    """
    profile = getattr(user, "profile", None)
    return Registration(
        event=event,
        user=user,
        email=user.email.lower(),
        name=user.name,
        group=profile.stakeholder_group if profile else None,
        country=profile.country if profile else None,
        organisation=profile.organisation if profile else "",
        language=language,
        sequence_offset=offset,
    )


def of_guest(event: EventPage, guest: Guest, language: str, *, offset: int) -> Registration:
    """Return a registration with what a guest tells, free of control characters; not saved yet.

    `offset` as above.
    """
    email = guest.email.strip().lower()
    registration = Registration(
        event=event,
        email=email,
        name=one_line(guest.name),
        group=guest.group,
        country=guest.country,
        organisation=one_line(guest.organisation),
        needs=plain(guest.needs),
        language=language,
        sequence_offset=offset,
    )
    registration.given = guest.parts
    return registration


def agree(
    registration: Registration, wording: "Promise", *, method: str, source: str = "event page"
) -> None:
    """Keep the words to which the person agreed, in the language in which they were shown.

    The caller saves the registration.
    """
    with override(registration.language):
        told = _consent(registration, wording, method=method, source=source)
    registration.consent = record_consent(**told)


def agree_all(
    registrations: Sequence[Registration], wording: "Promise", *, method: str, source: str
) -> None:
    """Keep the same for many people; one query. The caller saves the registrations."""
    told = []
    for registration in registrations:
        with override(registration.language):
            told.append(_consent(registration, wording, method=method, source=source))
    for registration, consent in zip(registrations, record_consents(told), strict=True):
        registration.consent = consent


def _consent(registration: Registration, wording: "Promise", *, method: str, source: str) -> Told:
    """Return what is kept of a consent, its words in the active language."""
    return {
        "email": registration.email,
        "purpose": ConsentRecord.Purpose.EVENT,
        "wording": str(wording),
        "wording_version": consents.VERSION,
        "language": registration.language,
        "given": True,
        "subject": str(registration.event.uid),
        "source": source,
        "method": method,
    }


def forget_consent(registration: Registration) -> None:
    """Delete the consent of a registration that was not written after all."""
    if registration.consent:
        registration.consent.delete()


def offset_after(past: list[Registration]) -> int:
    """Return what lifts a new invitation above the withdrawals of earlier ones."""
    earlier = [one.sequence_offset for one in past if one.state == State.CANCELLED]
    return max(earlier) + STEP if earlier else 0
