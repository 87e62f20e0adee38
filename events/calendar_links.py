"""Plain links by which people put an event into a calendar that they have in a browser.

Nothing is asked of those firms by us or by the page; they learn of a visitor who follows a link,
and not from where. The link to join is never in one.
Sources: addresses as calendar.google.com and outlook.live.com read them; neither firm documents it.
"""

from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote, urlencode

from events.ical import one_line, plain
from outbox.rendering import absolute_url

GOOGLE: Final = "https://calendar.google.com/calendar/render"
OUTLOOK: Final = {
    "Outlook.com": "https://outlook.live.com/calendar/0/deeplink/compose",
    "Microsoft 365": "https://outlook.office.com/calendar/0/deeplink/compose",
}
LONGEST: Final = 600  # letters of the summary: addresses have their limits


def calendar_links(event: Any) -> list[tuple[str, str]]:
    """Return the name of each calendar on the web, and the link that opens it with the event."""
    title, place = one_line(event.title), one_line(event.place_text)
    page = absolute_url(event.get_url() or "/")
    text = "\n\n".join(filter(None, (plain(event.summary)[:LONGEST], page)))
    google = {
        "action": "TEMPLATE",
        "text": title,
        "dates": f"{_basic(event.start)}/{_basic(event.end)}",
        "details": text,
        "location": place,
        "ctz": event.time_zone,
    }
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": _extended(event.start),
        "enddt": _extended(event.end),
        "body": text,
        "location": place,
    }
    return [
        ("Google", _link(GOOGLE, google)),
        *((name, _link(address, outlook)) for name, address in OUTLOOK.items()),
    ]


def _link(address: str, parameters: dict[str, str]) -> str:
    # Outlook shows a plus sign where a space is written as one.
    return f"{address}?{urlencode(parameters, quote_via=quote)}"


def _basic(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _extended(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
