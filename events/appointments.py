"""Turns an event, and a person's registration for it, into what calendars read."""

from collections.abc import Iterable
from dataclasses import replace
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from events import parts
from events.ical import Appointment, Person, feed, invitation, publication, withdrawal
from events.models.event import EventPage
from events.models.registration import Registration
from outbox.rendering import absolute_url
from pages.templatetags.mail_tags import identity


def appointment_of(
    event: EventPage, *, sequence: int, for_registered: bool, host: Person | None = None
) -> Appointment:
    """Return the event as an appointment in the active language.

    The link to join is in it only where it is `for_registered`. Who has many to make asks for the
    `host` once.
    """
    return Appointment(
        uid=f"{event.uid}@{urlsplit(settings.SITE_URL).hostname}",
        sequence=sequence,
        start=event.start,
        end=event.end,
        zone=event.time_zone,
        title=_title(event),
        text=event.summary,
        url=absolute_url(event.get_url() or "/"),
        place=event.place_text,
        organiser=host or organiser(),
        changed=event.last_published_at or event.latest_revision_created_at or timezone.now(),
        categories=tuple(filter(None, [str(event.event_type or "")])),
        online_url=event.mailed_url if for_registered else "",
        # What is put off is not at this time: calendars know no other word for it that all obey.
        is_cancelled=not event.takes_place,
        point=_point(event),
    )


def organiser() -> Person:
    """Return who invites: the address from which the mail comes, or calendars distrust it."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Person(name=identity().project_name or name, email=address)


def invitation_for(registration: Registration) -> bytes:
    """Return the invitation that puts the event into the person's calendar, or moves it there."""
    event = registration.event
    found = appointment_of(event, sequence=_sequence(registration), for_registered=True)
    return invitation(_with_words(found, registration), attendee=_attendee(registration))


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
    found = appointment_of(
        registration.event, sequence=_sequence(registration), for_registered=True
    )
    return publication(_with_words(found, registration))


def feed_for_anyone(events: Iterable[EventPage], *, name: str) -> bytes:
    """Return events as a calendar that anyone may subscribe to, without the links to join."""
    host = organiser()
    found = [
        appointment_of(event, sequence=event.sequence, for_registered=False, host=host)
        for event in events
    ]
    return feed(found, name=name)


def feed_for(registrations: Iterable[Registration], *, name: str) -> bytes:
    """Return a person's registrations as a calendar; the links to join are in what takes place."""
    host, rows = organiser(), list(registrations)
    lines = parts.words(rows)
    found = [_own_appointment(row, host) for row in rows]
    told = zip(rows, found, strict=True)
    return feed([_saying(one, lines.get(row.pk, ())) for row, one in told], name=name)


def _own_appointment(registration: Registration, host: Person) -> Appointment:
    """Return a registration as its owner's calendar shows it, numbered as in the mails."""
    event = registration.event
    takes_place = registration.is_confirmed and event.takes_place
    found = appointment_of(
        event,
        sequence=_sequence(registration) + registration.is_cancelled,
        for_registered=takes_place,
        host=host,
    )
    told = (registration.confirmed_at, registration.cancelled_at, found.changed)
    changed = max(moment for moment in told if moment)
    return replace(found, is_cancelled=not takes_place, changed=changed)


def _title(event: EventPage) -> str:
    """Return the title; of what is postponed with the word before it, for feeds that show it."""
    return f"{event.standing_text}: {event.title}" if event.is_postponed else event.title


def _point(event: EventPage) -> tuple[float, float] | None:
    if event.latitude is None or event.longitude is None or not event.is_on_site:
        return None
    return float(event.latitude), float(event.longitude)


def _with_words(appointment: Appointment, registration: Registration) -> Appointment:
    return _saying(appointment, parts.words([registration]).get(registration.pk, ()))


def _saying(appointment: Appointment, lines: tuple[str, ...]) -> Appointment:
    """Return the appointment with lines about one registration behind its text."""
    return replace(appointment, text="\n\n".join(filter(None, (appointment.text, *lines))))


def _sequence(registration: Registration) -> int:
    return registration.event.sequence + registration.sequence_offset


def _attendee(registration: Registration) -> Person:
    return Person(name=registration.name, email=registration.email)
