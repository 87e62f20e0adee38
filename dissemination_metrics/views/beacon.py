"""Takes the word of a browser that a page was read, and nothing else."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import UnreadablePostError
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from community.members.guards import same_origin_only
from community.members.ratelimits import rate_limited
from dissemination_metrics import actions, tokens
from dissemination_metrics.days import local_today
from dissemination_metrics.headers import HOST_LENGTH, host_of, is_machine, objects
from dissemination_metrics.models import Hit, LeftOut
from dissemination_metrics.visitors import visitor_of

LARGEST: Final = 2048  # bytes; a token with the longest path stays below 600


@csrf_exempt
@require_POST
@never_cache
@rate_limited("metrics.hit")
@same_origin_only
def hit(request: HttpRequest) -> HttpResponse:
    """Count a page read; answer 204 without a cookie, or say what was wrong with the request.

    Whoever objects to being counted leaves no trace. Neither session nor account is looked at.
    """
    if objects(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if is_machine(request):
        return _leave_out(LeftOut.Reason.ROBOT, HTTPStatus.NO_CONTENT)
    if not _is_small(request):
        return _leave_out(LeftOut.Reason.MALFORMED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        told = QueryDict(request.body, encoding="utf-8")
        ticket = tokens.read(told.get("page") or "")
    except (tokens.NotOurs, UnreadablePostError):
        return _leave_out(LeftOut.Reason.MALFORMED, HTTPStatus.BAD_REQUEST)
    actions.note_hit(
        kind=Hit.Kind.PAGE,
        item=ticket.page,
        path=ticket.path,
        visitor=visitor_of(request, day=local_today()),
        group=ticket.group,
        referrer=host_of(f"//{(told.get('from') or '')[:HOST_LENGTH]}"),
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _is_small(request: HttpRequest) -> bool:
    """Return whether the announced length is one that may be read; nothing beyond it ever is."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return told.isdecimal() and int(told) <= LARGEST


def _leave_out(reason: LeftOut.Reason, status: HTTPStatus) -> HttpResponse:
    actions.leave_out(reason=reason)
    return HttpResponse(status=status)
