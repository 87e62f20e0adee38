"""Where anybody checks a certificate by its number, and its holder fetches it.

Without the secret part of the holder's link one reads initials only. Nothing here is indexed.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.members.private_files import private_storage
from community.members.ratelimits import rate_limited
from events.papers.durations import duration_text
from events.papers.links import opens, secret_of
from events.papers.models import Certificate
from events.papers.models.certificate import as_serial
from events.times import day_text, on_the_wall

View = Callable[..., HttpResponseBase]
LONGEST = 40  # signs of a number that are looked at


def guarded(view: View) -> View:
    """Limit how often an address may ask, and keep the answer out of caches and indexes."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return never_cache(rate_limited("papers.verify")(answer))


@require_safe
@guarded
def look_up(request: HttpRequest) -> HttpResponseBase:
    """Ask for a number, and lead to what is known of it."""
    typed = request.GET.get("number", "")[:LONGEST]
    serial = as_serial(typed)
    if not serial:
        return render(request, "events/papers/look_up.html", {"typed": typed})
    return redirect("papers:certificate", serial)


@require_safe
@guarded
def certificate(request: HttpRequest, serial: str) -> HttpResponseBase:
    """Say whether a certificate is valid, and what of it is nobody's secret."""
    written = as_serial(serial[:LONGEST])
    found = _found(written)
    if found is None:
        return _unknown(request, serial)
    if written != serial:
        return redirect("papers:certificate", written)
    return _show(request, found)


@require_safe
@guarded
def own(request: HttpRequest, serial: str, secret: str) -> HttpResponseBase:
    """Say the same with the holder's name, to whoever was given the holder's link."""
    found = _found(as_serial(serial[:LONGEST]))
    if found is None:
        return _unknown(request, serial)
    if not opens(found, secret):
        return redirect("papers:certificate", found.serial)
    return _show(request, found, is_holder=True)


@require_safe
@guarded
def document(request: HttpRequest, serial: str, secret: str) -> HttpResponseBase:
    """Hand out the document itself."""
    found = _found(as_serial(serial[:LONGEST]))
    if found is None or not opens(found, secret):
        return _unknown(request, serial)
    response = pdf_of(found)
    return response or redirect("papers:own", found.serial, secret)


def pdf_of(found: Certificate) -> FileResponse | None:
    """Return the document of a certificate as an answer; None where there is none to hand out."""
    if not found.can_be_fetched:
        return None
    try:
        content = private_storage().open(found.file_name)
    except FileNotFoundError:
        return None
    name = f"certificate-{found.serial}.pdf"
    response = FileResponse(content, content_type="application/pdf", filename=name)
    response["Content-Language"] = found.language
    return response


def _found(serial: str) -> Certificate | None:
    rows = Certificate.objects.select_related("event").filter(serial=serial)
    found: Certificate | None = rows.first()
    return found


def _show(request: HttpRequest, found: Certificate, *, is_holder: bool = False) -> HttpResponse:
    facts = found.facts
    zone = found.event.time_zone
    document_url = ""
    if is_holder and found.can_be_fetched:
        document_url = reverse("papers:document", args=(found.serial, secret_of(found)))
    context = {
        "certificate": found,
        "facts": facts,
        "is_holder": is_holder,
        "attended": duration_text(found.minutes) if found.minutes else "",
        "issued": day_text(on_the_wall(found.issued_at, zone)),
        "ended": day_text(on_the_wall(found.ended_at, zone)) if found.ended_at else "",
        "document_url": document_url,
    }
    return render(request, "events/papers/certificate.html", context)


def _unknown(request: HttpRequest, serial: str) -> HttpResponse:
    context = {"typed": serial[:LONGEST], "is_unknown": True}
    status = HTTPStatus.NOT_FOUND
    return render(request, "events/papers/look_up.html", context, status=status)


def back_to(name: str, *arguments: Any) -> HttpResponseRedirect:
    """Return the way back to a page of this room after a deed."""
    return HttpResponseRedirect(reverse(name, args=arguments), status=HTTPStatus.SEE_OTHER)
