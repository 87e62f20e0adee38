"""The addresses of the interface."""

from typing import Any, Final

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import override
from ninja import Query, Status
from ninja.constants import NOT_SET

from events import actions, parts
from events.interface import shapes
from events.interface.api import api
from events.interface.letting_in import Bearer, event_for_key, key_of, own_event, without_key
from events.interface.models import Scope
from events.interface.once import Answer, fingerprint_of, once
from events.interface.registering import fields_of, register
from events.models import EventPage, Registration, State
from events.steps import staff
from pages.models.terms import load_related
from vocabulary.models import Term

FAULTS: Final[Any] = dict.fromkeys((401, 403, 404, 409, 413, 422, 429, 503), shapes.Problem)
KEY: Final = Bearer()
PUBLIC: Final = NOT_SET
# Who shows no key sees what everyone may see; a key also opens its own events.
ANYONE: Final[Any] = (KEY, without_key)
# Beside the key, which the library describes by itself.
WITH_OR_WITHOUT: Final[dict[str, Any]] = {"security": [{}]}


@api.get("/", response={200: shapes.EventList} | FAULTS, auth=PUBLIC)
def list_events(request: HttpRequest, asked: Query[shapes.EventsAsked]) -> Any:
    """List the events that are listed for everyone: the next one first, of the past the latest."""
    now = timezone.now()
    events = _public()
    found = {
        "coming": events.upcoming,
        "past": events.over,
        "all": lambda _now: events.order_by("-start", "-pk"),
    }[asked.time](now)
    rows = _slice(found.with_seats(now).select_related("entry"), asked)
    load_related(rows)
    return _listed(found, asked, [_event(request, event) for event in rows])


@api.get(
    "/{int:event_id}",
    response={200: shapes.EventShape} | FAULTS,
    auth=ANYONE,
    openapi_extra=WITH_OR_WITHOUT,
)
def read_event(request: HttpRequest, event_id: int) -> Any:
    """Read one event: one that is listed for everyone or, with a key, one that the key opens."""
    return _event(request, _readable(request, event_id))


@api.get(
    "/{int:event_id}/form",
    response={200: shapes.FormShape} | FAULTS,
    auth=ANYONE,
    openapi_extra=WITH_OR_WITHOUT,
)
def read_form(request: HttpRequest, event_id: int) -> Any:
    """Read what an event asks those who want to come; of which events, see above."""
    return {"fields": fields_of(_readable(request, event_id))}


@api.get(
    "/{int:event_id}/registrations",
    response={200: shapes.RegistrationList} | FAULTS,
    auth=KEY,
)
def list_registrations(
    request: HttpRequest, event_id: int, asked: Query[shapes.RegistrationsAsked]
) -> Any:
    """List who is registered, the first one first. Scope: read."""
    event = event_for_key(request, event_id, Scope.READ)
    found = Registration.objects.filter(event=event).select_related("group", "country")
    if asked.state is not None:
        found = found.filter(state=asked.state)
    rows = _slice(found.order_by("pk"), asked)
    return _listed(found, asked, _registrations(event, rows))


@api.get(
    "/{int:event_id}/registrations/{uuid:uid}",
    response={200: shapes.RegistrationShape} | FAULTS,
    auth=KEY,
)
def read_registration(request: HttpRequest, event_id: int, uid: Any) -> Any:
    """Read one registration. Scope: read."""
    event = event_for_key(request, event_id, Scope.READ)
    return _registrations(event, [_one(event, uid)])[0]


@api.post(
    "/{int:event_id}/registrations",
    response={201: shapes.Done, 202: shapes.Done} | FAULTS,
    auth=KEY,
)
def add_registration(request: HttpRequest, event_id: int, body: shapes.NewRegistration) -> Any:
    """Register somebody who asked for it. Scope: register, or manage to do it at once.

    Without `is_confirmed` the person gets a mail with a link to confirm, and the answer (202) is
    the same whether the address is new or known.
    """
    scope = Scope.MANAGE if body.is_confirmed else Scope.REGISTER
    event = event_for_key(request, event_id, scope)
    by = key_of(request).created_by
    return _once(request, lambda: register(event, body, by=by))


@api.post(
    "/{int:event_id}/registrations/{uuid:uid}/cancel",
    response={200: shapes.Done} | FAULTS,
    auth=KEY,
)
def cancel_registration(request: HttpRequest, event_id: int, uid: Any) -> Any:
    """Cancel a registration; the person is told by mail. Scope: manage."""
    event = event_for_key(request, event_id, Scope.MANAGE)
    registration = _one(event, uid)
    by = staff(key_of(request).created_by)

    def cancel() -> Answer:
        done = actions.cancel_registration(registration_id=registration.pk, by=by)
        return 200, {"detail": "Cancelled.", "uid": str(done.uid), "state": str(done.state)}

    return _once(request, cancel)


def _once(request: HttpRequest, work: Any) -> Any:
    print_ = fingerprint_of(str(request.method), request.path, request.body)
    key = request.headers.get("Idempotency-Key", "")
    return Status(*once(token=key_of(request), key=key, fingerprint=print_, work=work))


def _public() -> Any:
    return EventPage.objects.live().listed().filter(alias_of=None).public()


def _readable(request: HttpRequest, event_id: int) -> EventPage:
    event: EventPage | None = _public().filter(pk=event_id).select_related("entry").first()
    event = event or own_event(request, event_id)
    if event is None:
        raise Http404
    load_related([event])
    return event


def _one(event: EventPage, uid: Any) -> Registration:
    found = Registration.objects.filter(event=event, uid=uid).select_related("group", "country")
    registration: Registration | None = found.first()
    if registration is None:
        raise Http404
    return registration


def _slice(rows: Any, asked: shapes.Slice) -> list[Any]:
    start = (asked.page - 1) * asked.per_page
    return list(rows[start : start + asked.per_page])


def _listed(found: Any, asked: shapes.Slice, items: list[Any]) -> dict[str, Any]:
    total = found.order_by().count()
    return {"total": total, "page": asked.page, "per_page": asked.per_page, "items": items}


def _term(term: Term | None) -> dict[str, str] | None:
    return {"code": term.code, "label": str(term.label)} if term else None


def _event(request: HttpRequest, event: EventPage) -> dict[str, Any]:
    return {
        "id": event.pk,
        "uid": event.uid,
        "url": event.get_full_url(request) or "",
        "title": event.title,
        "summary": event.summary,
        "type": _term(event.event_type),
        "format": _term(event.format),
        "start": event.start,
        "end": event.end,
        "time_zone": event.time_zone,
        "place": event.place_text,
        "language": event.language,
        "is_cancelled": event.is_cancelled,
        "is_postponed": event.is_postponed,
        "door": event.door(timezone.now()).value,
        "seats_left": event.seats.left,
        "has_waiting_list": event.has_waiting_list,
        "needs_approval": event.needs_approval,
        "is_example": event.is_example,
        "updated": event.last_published_at,
    }


def _registrations(event: EventPage, rows: list[Registration]) -> list[dict[str, Any]]:
    sheet = parts.sheet(event, [row.pk for row in rows])
    with override("en"):
        return [
            {
                "uid": row.uid,
                "name": row.name,
                "email": row.email,
                "organisation": row.organisation,
                "group": _term(row.group),
                "country": _term(row.country),
                "language": row.language,
                "state": str(State.EXPIRED if row.is_expired else row.state),
                "registered": row.created_at,
                "confirmed": row.confirmed_at,
                "cancelled": row.cancelled_at,
                "more": dict(zip(sheet.headings, sheet.rows[row.pk], strict=True)),
            }
            for row in rows
        ]
