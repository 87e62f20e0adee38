"""What the door's devices send and get: parsed without trust, written without more than needed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from events import parts
from events.door.actions.scanning import Answer
from events.door.codes import code_in, digest_of
from events.door.counting import count, scans_of_day
from events.door.judging import CLOSES
from events.door.models import Annulment, Scan, Ticket, Verdict
from events.door.models.scan import COUNTING
from events.models import SEATED, Registration, Session, State
from events.times import clock_text, on_the_wall

if TYPE_CHECKING:
    from events.models import EventPage

AT_ONCE: Final = 100  # scans in one request
LARGEST: Final = 100_000  # bytes of one request
NEWS: Final = 500  # scans told in one answer
OVERLAP: Final = 20
DIGEST: Final = 64
KEEP_FOR: Final = timedelta(hours=24)  # how long a device keeps the list of people


class Malformed(ValueError):
    """What a device sent is no batch of scans; the text says why."""


def batch_in(body: bytes) -> dict[str, Any]:
    """Return what a device sent: `sent_at`, `device` and at most `AT_ONCE` `scans`.

    Raises:
        Malformed: it is something else.
    """
    if len(body) > LARGEST:
        raise Malformed(_("That is too much at once. Send fewer scans."))
    try:
        sent = json.loads(body)
        scans = sent["scans"]
        found = {
            "sent_at": moment_in(sent["sent_at"]),
            "device": str(sent.get("device") or "")[:60].replace("\0", ""),
            "scans": scans,
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Malformed(_("This is no batch of scans.")) from error
    if not isinstance(scans, list) or not all(isinstance(one, dict) for one in scans):
        raise Malformed(_("This is no batch of scans."))
    if len(scans) > AT_ONCE:
        message = _("That is too much at once: send at most %(most)s scans.") % {"most": AT_ONCE}
        raise Malformed(message)
    return found


def scan_in(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return one scan of a batch: its nonce, when, whom, where.

    Raises:
        Malformed: something is missing or of the wrong kind.
    """
    try:
        nonce, at = UUID(str(sent["nonce"])), moment_in(sent["at"])
        person, session = _key(sent.get("person")), _key(sent.get("session"))
    except (ValueError, TypeError, KeyError) as error:
        raise Malformed(_("This scan is incomplete.")) from error
    digest = str(sent.get("digest") or "")
    if not digest and (code := code_in(str(sent.get("code") or ""))):
        digest = digest_of(code)
    is_digest = len(digest) == DIGEST and set(digest) <= set("0123456789abcdef")
    is_undo = sent.get("kind") == "undo"
    if person is None and not is_digest and not is_undo:
        raise Malformed(_("This is no code of a ticket."))
    return {
        "nonce": nonce,
        "at": at,
        "person": person,
        "digest": digest,
        "session": session,
        "is_undo": is_undo,
        "was_offline": sent.get("offline") is True,
    }


def moment_in(text: Any) -> datetime:
    """Return a moment from ISO 8601 with an offset.

    Raises:
        ValueError: it is none.
    """
    moment = parse_datetime(text) if isinstance(text, str) else None
    if moment is None or timezone.is_naive(moment) or not 2000 < moment.year < 2200:
        message = "no moment"
        raise ValueError(message)
    return moment


def _key(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**62:
        message = "no key"
        raise ValueError(message)
    return value


def answer_for(answer: Answer, event: "EventPage", *, with_notes: bool = True) -> dict[str, Any]:
    """Return what a device shows after a scan; of people of other events nothing."""
    person = answer.registration
    told: dict[str, Any] = {
        "nonce": str(answer.scan.nonce),
        "verdict": answer.scan.verdict,
        "text": str(answer.verdict.label),
        "counts": answer.scan.verdict in COUNTING,
        "offline": answer.scan.was_offline,
        "at": _clock(event, answer.scan.at),
    }
    if person:
        told |= {"person": person.pk, "name": person.name, "organisation": person.organisation}
        told["notes"] = notes_on(person, event) if with_notes else []
    if answer.earlier and answer.verdict == Verdict.DUPLICATE:
        told["earlier"] = where_and_when(answer.earlier, event)
    return told


def where_and_when(scan: Scan, event: "EventPage") -> str:
    """Return when somebody was scanned before, on which device, and by whom."""
    said = {"time": _clock(event, scan.at), "device": scan.device, "who": _name(scan)}
    if scan.device and said["who"]:
        return _("at %(time)s on “%(device)s” by %(who)s") % said
    if scan.device:
        return _("at %(time)s on “%(device)s”") % said
    return _("at %(time)s by %(who)s") % said if said["who"] else _("at %(time)s") % said


def notes_on(person: Registration, event: "EventPage") -> list[list[str]]:
    """Return what the parts of the event note about a person: sessions, category, photographs."""
    sheet = parts.sheet(event, [person.pk])
    cells = zip(sheet.headings, sheet.rows.get(person.pk, ()), strict=False)
    return [[str(heading), str(text)] for heading, text in cells if text]


def people_of(event: "EventPage") -> list[list[Any]]:
    """Return key, name, organisation, whether the seat is sure, and digest of each ticket.

    No address, of seats that were given back no name, and nothing else that the door does not need.
    """
    known = dict(
        Ticket.objects.filter(registration__event=event, revoked_at=None).values_list(
            "registration", "digest"
        )
    )
    rows = Registration.objects.filter(event=event, state__in=(*SEATED, State.CANCELLED))
    return [
        [
            key,
            *((name, organisation, True) if state in SEATED else ("", "", False)),
            known.get(key, ""),
        ]
        for key, name, organisation, state in rows.order_by("name", "pk").values_list(
            "pk", "name", "organisation", "state"
        )
    ]


def present_in(event: "EventPage") -> list[list[Any]]:
    """Return person, session and nonce of each scan that stands: of today, and at the sessions."""
    today = on_the_wall(timezone.now(), event.time_zone).date()
    at_the_door = scans_of_day(event, today).values_list("registration", "session", "nonce")
    sessions = Scan.objects.standing().filter(event=event, session__isnull=False)
    rows = [*at_the_door, *sessions.values_list("registration", "session", "nonce")]
    return [[person, session, str(nonce)] for person, session, nonce in rows]


def latest(event: "EventPage") -> int:
    """Return the number of the last scan at an event."""
    keys = Scan.objects.filter(event=event).order_by("-pk").values_list("pk", flat=True)
    return keys.first() or 0


def news_since(event: "EventPage", since: int) -> tuple[int, list[dict[str, Any]]]:
    """Return the number up to which a device knows all, and the scans that came after `since`.

    A few from before it are told again: of two at the same moment, the first may be seen last.
    """
    rows = Scan.objects.filter(event=event, pk__gt=since - OVERLAP, verdict__in=COUNTING)
    scans = list(rows.select_related("by").order_by("pk")[:NEWS])
    told = [
        {
            "nonce": str(scan.nonce),
            "person": scan.registration_id,
            "session": scan.session_id,
            "verdict": scan.verdict,
            "offline": scan.was_offline,
            "device": scan.device,
            "where": where_and_when(scan, event),
        }
        for scan in scans
    ]
    return max(since, scans[-1].pk if scans else 0), told


def kept_until(event: "EventPage", now: datetime) -> datetime:
    """Return until when a device may keep the list: a day, and not longer than the event."""
    end = event.end + CLOSES
    return min(now + KEEP_FOR, end) if end > now else now


def undone_since(event: "EventPage", moment: datetime) -> list[str]:
    """Return the nonces of what was taken back since a moment."""
    rows = Annulment.objects.filter(event=event, at_server__gte=moment)
    return [str(nonce) for nonce in rows.values_list("nonce", flat=True)[:NEWS]]


def counts_of(event: "EventPage", session: Session | None) -> dict[str, int]:
    """Return how many are there and how many are expected."""
    return asdict(count(event, session, timezone.now()))


def sessions_of(sessions: Iterable[Session]) -> list[dict[str, Any]]:
    """Return the sessions that a device can choose."""
    return [{"id": one.pk, "title": one.title, "when": one.when_text} for one in sessions]


def _clock(event: "EventPage", moment: datetime) -> str:
    return clock_text(on_the_wall(moment, event.time_zone))


def _name(scan: Scan) -> str:
    return scan.by.name if scan.by else ""
