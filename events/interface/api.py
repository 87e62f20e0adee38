"""The interface itself: how it answers, how it refuses, how it is described."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from events.interface.refusals import Refused, StillRunning
from events.refusals import AlreadyRegistered, Busy, Refusal

api = NinjaAPI(
    title="Events",
    version="1.0.0",
    description=(
        "Read the public events without a key. With a key (Authorization: Bearer) see who is "
        "registered, register people and cancel. Each deed needs an Idempotency-Key: sent "
        "twice, it is done once and answered the same."
    ),
    urls_namespace="event_interface",
    docs_url=None,
    openapi_url="openapi.json",
)


def problem(detail: str, status: int, fields: dict[str, list[str]] | None = None) -> HttpResponse:
    """Return what is wrong as RFC 9457 writes it."""
    title = {422: "Unprocessable Content"}.get(status) or HttpResponse(status=status).reason_phrase
    data: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if fields:
        data["fields"] = fields
    body = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    response = HttpResponse(body, content_type="application/problem+json", status=status)
    response["Cache-Control"] = "no-store"
    return response


@api.exception_handler(ValidationError)
def say_what_is_wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return which parameters are wrong, and how."""
    faults = [f"{fault['loc'][-1]}: {fault['msg']}." for fault in error.errors]
    return problem(" ".join(faults), 422)


@api.exception_handler(Refused)
def say_why(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return why a call is refused."""
    response = problem(refused.detail, refused.status, getattr(refused, "fields", None))
    if isinstance(refused, StillRunning):
        response["Retry-After"] = "1"
    if refused.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Refusal)
def say_no_seat(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return why no seat is given; a busy event may be asked again."""
    if isinstance(refusal, AlreadyRegistered):
        return problem("This person is registered already.", 409)
    response = problem(str(refusal), 503 if isinstance(refusal, Busy) else 409)
    if isinstance(refusal, Busy):
        response["Retry-After"] = "3"
    return response


@api.exception_handler(Http404)
def say_nothing_is_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """Return that there is nothing of this kind."""
    return problem("There is no such thing.", 404)


@api.exception_handler(RequestDataTooBig)
def say_too_long(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """Return that a body is too long."""
    return problem("The body is too long.", 413)


@api.exception_handler(HttpError)
def say_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Return an error of the library in our shape."""
    if error.status_code == 401:
        response = problem("Send a key: Authorization: Bearer ev_…", 401)
        response["WWW-Authenticate"] = "Bearer"
        return response
    return problem(str(error), error.status_code)
