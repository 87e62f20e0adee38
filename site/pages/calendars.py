"""Calendars that other programs subscribe to: their head, and the address that opens them.

Sources: RFC 5545 (iCalendar), RFC 7986 (NAME, REFRESH-INTERVAL); X-WR-CALNAME and X-PUBLISHED-TTL
are what Apple, Google and Microsoft read instead.
"""

from datetime import timedelta
from typing import Final

from icalendar import Calendar

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
EVERY_HOUR: Final = timedelta(hours=1)


def subscribed_calendar(*, product: str, name: str) -> Calendar:
    """Return a calendar without entries; `product` names the room that writes it, in English.

    It has no METHOD: it is no message of one person to another (RFC 5546), so DTSTAMP says when
    an entry last changed (RFC 5545, section 3.8.7.2), and the same entries are the same bytes.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//INSPIRE//{product}//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", EVERY_HOUR, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return calendar


def subscription(address: str) -> str:
    """Return an http address under the scheme by which calendar programs offer to subscribe."""
    return f"webcal:{address.partition(':')[2]}"
