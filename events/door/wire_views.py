"""What the devices at the door ask and send; answers are JSON and quick."""

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.door import actions, payloads
from events.door.actions import Sighting
from events.door.guards import door_wire, problem
from events.door.models import Way
from events.door.payloads import Malformed
from events.door.views import found
from events.models import Session
from events.refusals import Refusal

if TYPE_CHECKING:
    from events.models import EventPage


LATE: Final = timedelta(seconds=20)  # whoever sends so late was not online


@require_safe
@door_wire
def people(request: HttpRequest, event: "EventPage") -> JsonResponse:
    """Return who is expected, without addresses, and until when a device may keep it."""
    actions.ensure_tickets(event)
    now = timezone.now()
    return JsonResponse(
        {
            "people": payloads.people_of(event),
            "present": payloads.present_in(event),
            "cursor": payloads.latest(event),
            "at": now.isoformat(),
            "until": payloads.kept_until(event, now).isoformat(),
        }
    )


@require_safe
@door_wire
def state(request: HttpRequest, event: "EventPage") -> JsonResponse:
    """Return how many are there, and what other devices did since this one last asked."""
    since = request.GET.get("since", "")
    cursor, news = payloads.news_since(event, int(since) if _is_key(since) else 0)
    undone = parse_moment(request.GET.get("after", ""))
    return JsonResponse(
        {
            "counts": payloads.counts_of(event, _session(event, request.GET.get("session", ""))),
            "cursor": cursor,
            "news": news,
            "undone": payloads.undone_since(event, undone) if undone else [],
            "at": timezone.now().isoformat(),
            "csrf": get_token(request),
        }
    )


@require_safe
@door_wire
def search(request: HttpRequest, event: "EventPage") -> JsonResponse:
    """Return the people whose name, organisation or address holds what was typed."""
    text = request.GET.get("q", "").strip()
    rows = found(event, text) if len(text) > 1 else []
    return JsonResponse({"people": [[one.pk, one.name, one.organisation] for one in rows]})


@require_POST
@door_wire
def scans(request: HttpRequest, event: "EventPage") -> JsonResponse:
    """Write down a batch of scans, each by itself, and answer each: one bad does no other harm."""
    try:
        batch = payloads.batch_in(request.body)
    except Malformed as malformed:
        return problem(str(malformed), HTTPStatus.BAD_REQUEST)
    is_asked = any(sent.get("session") is not None for sent in batch["scans"])
    sessions = {one.pk: one for one in event.sessions.all()} if is_asked else {}
    answers = [_one(request, event, batch, sent, sessions) for sent in batch["scans"]]
    return JsonResponse({"answers": answers})


def parse_moment(text: str) -> Any:
    """Return a moment with an offset, or nothing."""
    try:
        moment = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def _one(
    request: HttpRequest,
    event: "EventPage",
    batch: dict[str, Any],
    sent: dict[str, Any],
    sessions: dict[int, Session],
) -> dict[str, Any]:
    """Return the answer to one scan, or what is wrong with it."""
    nonce = str(sent.get("nonce", ""))[:64]
    try:
        scan = payloads.scan_in(sent)
        if scan["session"] is not None and scan["session"] not in sessions:
            raise Malformed(_("This session is not part of the event any more."))
        return _do(request, event, batch, scan, sessions)
    except (Malformed, Refusal) as refused:
        return {"nonce": nonce, "problem": str(refused)}


def _do(
    request: HttpRequest,
    event: "EventPage",
    batch: dict[str, Any],
    scan: dict[str, Any],
    sessions: dict[int, Session],
) -> dict[str, Any]:
    by: Any = request.user
    if scan["is_undo"]:
        actions.annul(
            event=event, nonce=scan["nonce"], at=scan["at"], sent_at=batch["sent_at"], by=by
        )
        return {"nonce": str(scan["nonce"]), "undone": True}
    sighting = Sighting(
        nonce=scan["nonce"],
        at=scan["at"],
        sent_at=batch["sent_at"],
        digest=scan["digest"],
        registration_id=scan["person"],
        session=sessions.get(scan["session"]),
        way=Way.CODE if scan["person"] is None else Way.LIST,
        device=batch["device"],
        was_offline=scan["was_offline"] or batch["sent_at"] - scan["at"] > LATE,
    )
    return payloads.answer_for(actions.record(event=event, sighting=sighting, by=by), event)


def _session(event: "EventPage", key: str) -> Session | None:
    return event.sessions.filter(pk=int(key)).first() if _is_key(key) else None


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18
