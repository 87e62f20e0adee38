"""The page at the door, which works without scripts too, and better with them."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.members.ratelimits import refusal, wait_for
from events.door import actions, payloads
from events.door.actions import Sighting
from events.door.codes import LONGEST, code_in, digest_of
from events.door.counting import count
from events.door.guards import door_page, with_camera
from events.door.models import Verdict, Way
from events.links import UnknownLink, registration_behind
from events.models import SEATED, Registration, Session
from events.powers import Power, may
from events.refusals import Refusal

if TYPE_CHECKING:
    from events.models import EventPage

FOUND: Final = 20
WORKER: Final = Path(__file__).parent / "static" / "door" / "worker.js"
# What the page needs to open without a connection.
SHELL: Final = (
    *("css/site.css", "door/door.css", "img/icons.svg", "img/mark.svg", "js/theme.js"),
    *("fonts/commissioner-latin.woff2", "fonts/literata-latin.woff2"),
    *("door/door.js", "door/codes.js", "door/store.js", "door/sync.js", "door/camera.js"),
    *("door/show.js", "door/vendor/qr/decode.js", "door/vendor/qr/index.js"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@door_page()
def door(request: HttpRequest, event: "EventPage") -> HttpResponseBase:
    """Show the door of an event; without scripts, answer what was scanned, typed or pressed."""
    told: dict[str, Any] = {}
    if request.method == "POST":
        if seconds := wait_for("events.door", f"user {request.user.pk}"):
            return refusal(request, seconds)
        told = _answer(request, event)
    else:
        actions.ensure_tickets(event)
    session = _session(event, request.POST.get("session") or request.GET.get("session"))
    context = {
        "event": event,
        "sessions": event.sessions.all(),
        "session": session,
        "counts": count(event, session, timezone.now()),
        "nonce": uuid4(),
        "can_add": may(request.user, Power.ADD, event),
        "keep_hours": int(payloads.KEEP_FOR.total_seconds() // 3600),
    }
    return with_camera(render(request, "events/door/door.html", context | told))


@require_safe
@door_page()
def worker(request: HttpRequest, event: "EventPage") -> HttpResponse:
    """Return the script that opens the page without a connection; it rules the door only."""
    shell = [static(name) for name in SHELL]
    script = WORKER.read_text(encoding="utf-8")
    # Modules name each other without the hash of their content: those names are wanted, too.
    plain = [f"{static('door/')}{name[5:]}" for name in SHELL if name.startswith("door/")]
    given = {"shell": sorted({*shell, *plain}), "page": request.path.removesuffix("worker.js")}
    given["version"] = hashlib.sha256(json.dumps([given, script]).encode()).hexdigest()[:16]
    body = f"self.DOOR = {json.dumps(given)};\n{script}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


def found(event: "EventPage", text: str) -> list[Registration]:
    """Return the people of an event whose name, organisation or address holds these words.

    The address of somebody's own page leads to them, too.
    """
    rows = Registration.objects.filter(event=event, state__in=SEATED)
    if mine := _behind_link(text):
        return list(rows.filter(pk=mine))
    for word in text.replace("\0", "")[:LONGEST].split()[:5]:
        here = Q(name__icontains=word) | Q(organisation__icontains=word)
        rows = rows.filter(here | Q(email__icontains=word))
    return list(rows.order_by("name", "pk")[:FOUND])


def _answer(request: HttpRequest, event: "EventPage") -> dict[str, Any]:
    """Return what to show after a form: the verdict, or those whose name was typed."""
    text = request.POST.get("text", "").strip()[:LONGEST]
    person, code = request.POST.get("person", ""), code_in(text)
    if person.isdecimal() and len(person) < 18:
        return _scan(request, event, {"registration_id": int(person), "way": Way.LIST})
    if code:
        return _scan(request, event, {"digest": digest_of(code)})
    if mine := _behind_link(text):
        return _scan(request, event, {"registration_id": mine})
    people = found(event, text) if text else []
    return {"people": people, "text": text, "is_searched": bool(text)}


def _scan(request: HttpRequest, event: "EventPage", whom: dict[str, Any]) -> dict[str, Any]:
    now = timezone.now()
    session = _session(event, request.POST.get("session"))
    sighting = Sighting(
        nonce=_nonce(request), at=now, sent_at=now, session=session, device="", **whom
    )
    by: Any = request.user
    try:
        answer = actions.record(event=event, sighting=sighting, by=by)
    except Refusal as refused:
        return {"refused": str(refused)}
    told = payloads.answer_for(answer, event)
    return {"told": told, "is_good": answer.verdict == Verdict.OK}


def _nonce(request: HttpRequest) -> UUID:
    """Return the number that the form bears, so that sending it twice is one scan."""
    try:
        return UUID(request.POST.get("nonce", ""))
    except ValueError:
        return uuid4()


def _session(event: "EventPage", key: str | None) -> Session | None:
    if not key or not key.isdecimal() or len(key) > 18:
        return None
    return event.sessions.filter(pk=int(key)).first()


def _behind_link(text: str) -> int | None:
    """Return whose registration the address of a ticket's page leads to."""
    _before, is_link, rest = text.partition("/seat/")
    if not is_link:
        return None
    try:
        return registration_behind(rest.partition("/")[0]).pk
    except UnknownLink:
        return None
