"""What stands on a certificate, gathered once when it is issued; the drawings come at the press."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from events.door.attendance import Attendance
from events.models import EventPage, Session
from events.papers.durations import duration_text, share_text
from events.papers.models import CertificateWording
from events.times import day_text, on_the_wall, span_text
from pages.letterhead import letterhead

if TYPE_CHECKING:
    from events.models import Registration

DRAWN = ("logo", "emblem")  # of the letterhead; they are files of ours


def common_facts(event: EventPage, wording: CertificateWording) -> dict[str, Any]:
    """Return what is the same on all certificates of an event, in the event's language."""
    with override(event.language):
        brand = {key: text for key, text in letterhead().items() if key not in DRAWN}
        return {
            "title": _("Certificate of attendance"),
            "brand": brand,
            "event": event.title,
            "event_day": event.start.isoformat(),
            "when": _days(event),
            "place": event.place_text,
            "mode": str(event.format or ""),
            "kind": str(event.event_type or ""),
            "learnt": wording.points,
            "host": wording.host or brand.get("project", ""),
            "signatory": wording.signatory,
            "role": wording.role,
            "signature": wording.signature,
        }


def own_facts(
    registration: "Registration", seen: Attendance, event: EventPage, issued_at: datetime
) -> dict[str, Any]:
    """Return what is different for each person, in the event's language."""
    with override(event.language):
        attended = share_text(seen.minutes, whole_minutes(event, seen)) if seen.minutes else ""
        facts = [
            (_("Date"), _attended_days(event, seen)),
            (_("Place"), event.place_text),
            (pgettext("of a certificate", "Attended"), attended),
            (pgettext("of a certificate", "Kind"), _kind(event)),
        ]
        zone = event.time_zone
        return {
            "name": registration.name,
            "organisation": registration.organisation,
            "facts": [[label, text] for label, text in facts if text],
            "sessions": [_session(session, zone) for session in seen.sessions],
            "issued": issued_text(event, issued_at),
        }


def issued_text(event: EventPage, at: datetime) -> str:
    """Return on which day a certificate was issued, in the event's language."""
    with override(event.language):
        return _("Issued on %(day)s") % {"day": day_text(on_the_wall(at, event.time_zone))}


def whole_minutes(event: EventPage, seen: Attendance) -> int:
    """Return how long the event was for everybody, at least what the person attended.

    Of an event of several days nothing is claimed: its nights are no part of it.
    """
    first, last = (on_the_wall(moment, event.time_zone) for moment in (event.start, event.end))
    if first.date() != last.date():
        return seen.minutes
    return max(seen.minutes, round((event.end - event.start).total_seconds() / 60))


def words(language: str) -> Mapping[str, str]:
    """Return the words of the document in a language."""
    with override(language):
        return {
            "number": pgettext("number of a certificate", "Certificate"),
            "certifies": _("This is to certify that"),
            "took_part": _("took part in"),
            "sessions": _("Sessions attended"),
            "session": _("Session"),
            "when": pgettext("event", "When"),
            "attended": pgettext("of a certificate", "Length"),
            "learnt": _("What was learnt"),
            "signature": _("Signature"),
            "check": _("Check this certificate at"),
            "code": _("QR code that leads to the page that checks this certificate"),
        }


def _kind(event: EventPage) -> str:
    return ", ".join(filter(None, (str(event.event_type or ""), str(event.format or ""))))


def _days(event: EventPage) -> str:
    first, last = (on_the_wall(moment, event.time_zone) for moment in (event.start, event.end))
    if first.date() == last.date():
        return day_text(first)
    return _("%(start)s to %(end)s") % {"start": day_text(first), "end": day_text(last)}


def _attended_days(event: EventPage, seen: Attendance) -> str:
    """Return the days on which the person was there; of a whole event from when to when."""
    first, last = (on_the_wall(moment, event.time_zone) for moment in (event.start, event.end))
    span = (last.date() - first.date()).days + 1
    if not seen.days or len(seen.days) == span:
        return _days(event)
    return ", ".join(day_text(datetime.combine(day, time())) for day in seen.days)


def _session(session: Session, zone: str) -> dict[str, str]:
    length = round((session.end - session.start).total_seconds() / 60)
    when = on_the_wall(session.start, zone)
    span = span_text(session.start, session.end, zone)
    return {
        "title": session.title,
        "when": f"{day_text(when)}, {span}",
        "attended": duration_text(length),
    }
