"""An event in the words of schema.org, for search engines and calendars that read pages."""

from typing import Any, Final

from django.http import HttpRequest

MODES: Final = {
    "on-site": "https://schema.org/OfflineEventAttendanceMode",
    "online": "https://schema.org/OnlineEventAttendanceMode",
    "hybrid": "https://schema.org/MixedEventAttendanceMode",
}


def event_data(event: Any, request: HttpRequest | None) -> dict[str, Any]:
    """Return type, times, place, state and costs; the link to join is for those registered only."""
    state = "EventCancelled" if event.is_cancelled else "EventScheduled"
    address = str(event.get_full_url(request) or "")
    return {
        "@type": "Event",
        "startDate": event.start_stamp,
        "endDate": event.end_stamp,
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": MODES.get(event.format_code, ""),
        "location": _places(event, address),
        "organizer": {"@id": f"{_root(address)}#organization"},
        "maximumAttendeeCapacity": event.capacity,
        "isAccessibleForFree": not event.cost_text,
        "inLanguage": event.language,
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
