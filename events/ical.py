"""Writes calendar objects: invitations, withdrawals and files to download.

Sources: RFC 5545 (iCalendar), RFC 5546 (iTIP: REQUEST, CANCEL, PUBLISH), RFC 7986 (CONFERENCE).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from events.ical_zones import zone_component, zone_lines
from events.times import clock
from outbox.mime import envelope_address
from pages.calendars import subscribed_calendar

PRODUCT: Final = "-//INSPIRE//Events//EN"
BEGIN_EVENT: Final = b"BEGIN:VEVENT"
END_EVENT: Final = b"\r\nEND:VEVENT\r\n"
UNWRITTEN: Final = datetime(1970, 1, 1, tzinfo=UTC)  # stands in a frame for the moment of writing
# What a calendar may not hold in a text (RFC 5545, section 3.1: CONTROL), and the line separators
# that some programs take for the end of a line.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNQUOTABLE = re.compile(r'["^]')


class Method(StrEnum):
    """What a calendar object asks of the program that reads it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A name and an address."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """An event as a calendar sees it; `start`, `end`, `changed` are moments with a zone."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    zone: str
    title: str
    text: str
    url: str
    place: str
    organiser: Person
    changed: datetime
    categories: tuple[str, ...] = ()
    online_url: str = ""
    is_cancelled: bool = False
    point: tuple[float, float] | None = None  # latitude and longitude


def invitation(appointment: Appointment, *, attendee: Person) -> bytes:
    """Return the invitation (REQUEST) of one person who has said yes already.

    Nobody else's address is in it.
    """
    to = _attendee(attendee, answer="ACCEPTED")
    return _addressed(Method.REQUEST, appointment, status="CONFIRMED", to=to)


def withdrawal(appointment: Appointment, *, attendee: Person) -> bytes:
    """Return what takes the event out of one person's calendar (CANCEL).

    STATUS is set only when the whole event is cancelled (RFC 5546, section 3.2.5).
    """
    status = "CANCELLED" if appointment.is_cancelled else ""
    to = _attendee(attendee, answer="")
    return _addressed(Method.CANCEL, appointment, status=status, to=to)


def publication(appointment: Appointment) -> bytes:
    """Return the event as a file for anyone's calendar (PUBLISH), without attendees."""
    return _stamped(_frame(Method.PUBLISH, appointment, _status(appointment)))


def feed(appointments: Iterable[Appointment], *, name: str) -> bytes:
    """Return events as a calendar to subscribe to: each zone is described once, nobody is named.

    The same events are the same bytes, whenever it is asked: DTSTAMP says when one last changed.
    """
    calendar = subscribed_calendar(product="Events", name=one_line(name))
    spans: dict[str, tuple[datetime, datetime]] = {}
    events = []
    for one in appointments:
        event = _event(one, stamp=one.changed)
        event.add("status", _status(one))
        events.append(event)
        first, last = spans.get(one.zone, (one.start, one.end))
        spans[one.zone] = min(first, one.start), max(last, one.end)
    for zone, (first, last) in sorted(spans.items()):
        if zone != "UTC":
            calendar.add_component(zone_component(zone, first, last))
    for event in events:
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def plain(text: str) -> str:
    """Return `text` without control characters; line breaks stay."""
    return _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """Return `text` in one line without control characters."""
    return " ".join(plain(text).split())


def _status(appointment: Appointment) -> str:
    return "CANCELLED" if appointment.is_cancelled else "CONFIRMED"


def _event(appointment: Appointment, *, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", appointment.changed.astimezone(UTC).replace(microsecond=0))
    _add_times(event, appointment)
    event.add("summary", one_line(appointment.title))
    event.add("description", plain(_description(appointment)))
    event.add("location", one_line(appointment.place))
    if appointment.point:
        event.add("geo", appointment.point)
    event.add("url", vUri(_uri(appointment.url)))
    event.add("organizer", _address(appointment.organiser), encode=False)
    if appointment.categories:
        event.add("categories", [one_line(category) for category in appointment.categories])
    event.add("class", "PUBLIC")
    event.add("transp", "OPAQUE")
    if appointment.online_url:
        _add_conference(event, appointment.online_url)
    return event


def _add_times(event: Event, appointment: Appointment) -> None:
    for name, moment in (("dtstart", appointment.start), ("dtend", appointment.end)):
        if appointment.zone == "UTC":
            event.add(name, moment.astimezone(UTC).replace(microsecond=0))
        else:
            local = moment.astimezone(clock(appointment.zone))
            event.add(name, local.replace(tzinfo=None, microsecond=0), {"TZID": appointment.zone})


def _add_conference(event: Event, url: str) -> None:
    link = vUri(_uri(url))
    link.params["VALUE"] = "URI"
    link.params["FEATURE"] = ["AUDIO", "VIDEO"]
    link.params["LABEL"] = "Join"
    event.add("conference", link, encode=False)


def _description(appointment: Appointment) -> str:
    """Return the text with the links: Outlook knows neither URL nor CONFERENCE."""
    return "\n\n".join(filter(None, (appointment.text, appointment.online_url, appointment.url)))


def _address(person: Person) -> vCalAddress:
    # Quotation marks and carets in a name would need RFC 6868, which Outlook does not read.
    name = _UNQUOTABLE.sub("'", one_line(person.name)) or person.email
    address = vCalAddress("mailto:" + quote(envelope_address(person.email), safe="@!$&'*+-=_~./"))
    address.params["CN"] = vText(name)
    return address


def _attendee(person: Person, *, answer: str) -> vCalAddress:
    address = _address(person)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    if answer:
        address.params["PARTSTAT"] = vText(answer)
        address.params["RSVP"] = vText("FALSE")
    return address


def _uri(url: str) -> str:
    return quote(one_line(url), safe=":/?#[]@!$&'()*+,;=%~-._")


def _addressed(method: Method, appointment: Appointment, *, status: str, to: vCalAddress) -> bytes:
    """Return a calendar object for one person."""
    attendee: bytes = Event().content_line("ATTENDEE", to).to_ical()
    frame = _frame(method, appointment, status)
    return _stamped(frame.replace(END_EVENT, b"\r\n" + attendee + END_EVENT, 1))


def _stamped(frame: bytes) -> bytes:
    """Return a calendar object that says that it was written now."""
    return frame.replace(_dtstamp(UNWRITTEN), _dtstamp(datetime.now(UTC)), 1)


def _dtstamp(moment: datetime) -> bytes:
    return moment.strftime("\r\nDTSTAMP:%Y%m%dT%H%M%SZ\r\n").encode()


@lru_cache(maxsize=256)
def _frame(method: Method, appointment: Appointment, status: str) -> bytes:
    """Return what is the same for everybody; a rush asks for it many times a second."""
    event = _event(appointment, stamp=UNWRITTEN)
    if status:
        event.add("status", status)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    if appointment.zone == "UTC":
        return data
    zone = zone_lines(appointment.zone, appointment.start, appointment.end)
    return data.replace(BEGIN_EVENT, zone + BEGIN_EVENT, 1)
