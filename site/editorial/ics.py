"""The editorial calendar as an iCalendar object (RFC 5545), for calendars that fetch it."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from icalendar import Event

from outbox.rendering import absolute_url
from pages.calendars import subscribed_calendar
from pages.planning import Planned

HALF_AN_HOUR = timedelta(minutes=30)


def calendar_file(found: Iterable[Planned], name: str) -> bytes:
    """Return the entries as one calendar; an entry keeps its identity from fetch to fetch."""
    sheet = subscribed_calendar(product="Editorial calendar", name=name)
    now = timezone.now()
    for entry in found:
        row = Event()
        row.add("uid", _identity(entry))
        row.add("dtstamp", now)
        row.add("dtstart", entry.at)
        row.add("dtend", entry.at + HALF_AN_HOUR)
        row.add("summary", f"{entry.label}: {entry.title}")
        row.add("transp", "TRANSPARENT")
        if entry.url:
            row.add("url", absolute_url(entry.url))
        sheet.add_component(row)
    return bytes(sheet.to_ical())


def _identity(entry: Planned) -> str:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    key = f"{entry.kind} {entry.url} {entry.page_id}"
    return f"{salted_hmac('editorial.ics', key, algorithm='sha256').hexdigest()[:32]}@{host}"
