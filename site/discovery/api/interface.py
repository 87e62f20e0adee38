"""The API itself: how it answers, how it refuses, how it is described."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from community.members.ratelimits import client_network, wait_for
from discovery.answers import answer, open_to_all
from discovery.refusals import Refused

View = Callable[..., HttpResponseBase]
JSON = "application/json; charset=utf-8"


class Interface(NinjaAPI):
    """Ninja's API whose answers carry a tag, so that what is known is not sent again."""

    def create_response(
        self, request: HttpRequest, data: Any, *, status: int | None = None, **options: Any
    ) -> HttpResponse:
        """Return data as JSON, or 304 where the asker has it."""
        written: HttpResponse = super().create_response(request, data, status=status, **options)
        if written.status_code != HTTPStatus.OK:
            return written
        return answer(request, written.content, JSON)


api = Interface(
    title="INSPIRE",
    version="1.0.0",
    description=(
        "Read what the portal publishes: tools, cases, paths, articles, publications, the "
        "glossary, vocabularies and partners. No key is needed. Lists come in pages of at most "
        "100; what is marked as an example is invented."
    ),
    urls_namespace="discovery_machines:discovery_api",
    docs_url=None,
    openapi_url="openapi.json",
)


def problem(words: str, status: int) -> HttpResponse:
    """Return what is wrong with a question as RFC 9457 writes it."""
    data = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": words,
    }
    response = HttpResponse(
        json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"),
        content_type="application/problem+json",
        status=status,
    )
    response["Cache-Control"] = "no-store"
    return response


@api.exception_handler(ValidationError)
def say_what_is_wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return which parameters are wrong, and how."""
    faults = [f"{fault['loc'][-1]}: {fault['msg']}." for fault in error.errors]
    return problem(" ".join(faults), 422)


@api.exception_handler(Refused)
def say_why(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return why a question is refused."""
    return problem(str(refused), refused.status)


@api.exception_handler(Http404)
def say_nothing_is_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """Return that there is nothing of this kind and number."""
    return problem("There is nothing public of this kind with this number or code.", 404)


@api.exception_handler(HttpError)
def say_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Return an error of the library in our shape."""
    return problem(str(error), error.status_code)


def urls() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Return the addresses of the API: open to scripts of any site, counted for each network."""
    patterns, name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.callback is not None:
            pattern.callback = open_to_all(_counted(pattern.callback))
    return patterns, name, namespace


@open_to_all
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Return that no address of the API is called so; without this it would be asked of pages."""
    return problem("There is no such address in this version of the API.", 404)


def _counted(view: View) -> View:
    """Return a view that refuses a network which asks too often."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if seconds := wait_for("discovery.api", client_network(request)):
            refused = problem(f"Too many questions: wait {seconds} seconds.", 429)
            refused["Retry-After"] = str(seconds)
            return refused
        return view(request, *args, **kwargs)

    return counted
