"""An event in the words of schema.org, for search engines and calendars that read pages."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest

from events.times import clock

SCHEMA: Final = "https://schema.org/"

MODES: Final = {
    "on-site": "https://schema.org/OfflineEventAttendanceMode",
    "online": "https://schema.org/OnlineEventAttendanceMode",
    "hybrid": "https://schema.org/MixedEventAttendanceMode",
}


def event_data(event: Any, request: HttpRequest | None) -> dict[str, Any]:
    """Return type, times, place, state and costs; the link to join is for those registered only."""
    before = event.earlier
    address = str(event.get_full_url(request) or "")
    return {
        "@type": "Event",
        "startDate": event.start_stamp,
        "endDate": event.end_stamp,
        "eventStatus": _states(event, before),
        "previousStartDate": _previous(before),
        "eventAttendanceMode": MODES.get(event.format_code, ""),
        "location": _places(event, address),
        "organizer": {"@id": f"{_root(address)}#organization"},
        "maximumAttendeeCapacity": event.capacity,
        "isAccessibleForFree": not event.cost_text,
        "inLanguage": event.language,
        "superEvent": _series(event, address),
        "subEvent": [_session(session, event) for session in event.own_sessions],
        "performer": [
            {"@type": "Person", "name": speaker.value["name"]}
            for speaker in event.speakers
            if "name" in speaker.value
        ],
    }


def _places(event: Any, address: str) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if event.is_on_site:
        places.append(
            {
                "@type": "Place",
                "name": event.venue or event.city,
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": event.address,
                    "addressLocality": event.city,
                    "addressCountry": event.country.code if event.country else "",
                },
            }
        )
    if event.is_online:
        places.append({"@type": "VirtualLocation", "url": address})
    return places


def _root(address: str) -> str:
    return "/".join([*address.split("/")[:3], ""])


def _states(event: Any, before: Mapping[str, Any]) -> str | list[str]:
    """Return the state, or both of an event that was moved to another day and to the web."""
    if event.is_cancelled:
        return f"{SCHEMA}EventCancelled"
    if event.is_postponed:
        return f"{SCHEMA}EventPostponed"
    moved = [
        *([f"{SCHEMA}EventRescheduled"] if "start" in before else []),
        *([f"{SCHEMA}EventMovedOnline"] if "format" in before else []),
    ]
    if len(moved) > 1:
        return moved
    return moved[0] if moved else f"{SCHEMA}EventScheduled"


def _previous(before: Mapping[str, Any]) -> str:
    if "start" not in before:
        return ""
    start: str = before["start"].astimezone(clock(before["zone"])).isoformat()
    return start


def _series(event: Any, address: str) -> dict[str, Any] | None:
    if event.series is None:
        return None
    url = _root(address).rstrip("/") + event.series.get_absolute_url()
    return {"@type": "EventSeries", "name": event.series.title, "url": url}


def _session(session: Any, event: Any) -> dict[str, Any]:
    zone = clock(event.time_zone)
    state = "EventCancelled" if session.is_cancelled else "EventScheduled"
    return {
        "@type": "Event",
        "name": session.title,
        "startDate": session.start.astimezone(zone).isoformat(),
        "endDate": session.end.astimezone(zone).isoformat(),
        "eventStatus": f"{SCHEMA}{state}",
        "location": {"@type": "Place", "name": session.room} if session.room else None,
    }
