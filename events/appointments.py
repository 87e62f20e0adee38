"""Turns an event, and a person's registration for it, into what calendars read."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from events.ical import Appointment, Person, invitation, publication, withdrawal
from events.models.event import EventPage
from events.models.registration import Registration
from outbox.rendering import absolute_url
from pages.templatetags.mail_tags import identity


def appointment_of(event: EventPage, *, sequence: int, for_registered: bool) -> Appointment:
    """Return the event as an appointment in the active language.

    The link to join is in it only where it is `for_registered`.
    """
    return Appointment(
        uid=f"{event.uid}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=sequence,
        start=event.start,
        end=event.end,
        zone=event.time_zone,
        title=event.title,
        text=event.summary,
        url=absolute_url(event.get_url() or "/"),
        place=event.place_text,
        organiser=organiser(),
        changed=event.last_published_at or timezone.now(),
        categories=tuple(filter(None, [str(event.event_type or "")])),
        online_url=event.online_url if for_registered else "",
        is_cancelled=event.is_cancelled,
    )


def organiser() -> Person:
    """Return who invites: the address from which the mail comes, or calendars distrust it."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Person(name=identity().project_name or name, email=address)


def invitation_for(registration: Registration) -> bytes:
    """Return the invitation that puts the event into the person's calendar, or moves it there."""
    event = registration.event
    return invitation(
        appointment_of(event, sequence=_sequence(registration), for_registered=True),
        attendee=_attendee(registration),
    )


def withdrawal_for(registration: Registration) -> bytes:
    """Return what takes the event out of the person's calendar.

    An announced cancellation of the event has raised its sequence. Giving up one seat does not
    change the event, so the person's own count goes up instead, even where a cancellation of the
    event is on its way.
    """
    event = registration.event
    step = 1 if registration.is_cancelled else 0
    return withdrawal(
        appointment_of(event, sequence=_sequence(registration) + step, for_registered=False),
        attendee=_attendee(registration),
    )


def file_for_anyone(event: EventPage) -> bytes:
    """Return the event as a file to download from its public page."""
    return publication(appointment_of(event, sequence=event.sequence, for_registered=False))


def file_for(registration: Registration) -> bytes:
    """Return the event as a file for somebody who is registered, with the link to join."""
    return publication(
        appointment_of(registration.event, sequence=_sequence(registration), for_registered=True)
    )


def _sequence(registration: Registration) -> int:
    return registration.event.sequence + registration.sequence_offset


def _attendee(registration: Registration) -> Person:
    return Person(name=registration.name, email=registration.email)
