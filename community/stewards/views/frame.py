"""What the screens of the desk share: who may enter, and the form of a deed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from community.stewards.forms import DeedForm
from community.stewards.forms.frame import address_of
from community.stewards.models import StewardAct
from community.stewards.refusals import Refused

View = Callable[..., HttpResponseBase]
SEE = "stewards.view_stewardact"


def offered(
    request: HttpRequest, deeds: dict[str, type[DeedForm]], whom: Any
) -> list[tuple[str, type[DeedForm]]]:
    """Return the deeds that this steward may do and that make sense for this thing."""
    user: Any = request.user
    return [
        (name, deed)
        for name, deed in deeds.items()
        if user.has_perm(deed.permission) and deed.is_offered(whom)
    ]


def do_deed(
    request: HttpRequest, deeds: dict[str, type[DeedForm]], name: str, whom: Any
) -> HttpResponseBase:
    """Show the form of a deed, rehearse it where it has a rehearsal, and do it.

    Raises:
        Http404: there is no such deed, or nothing to do by it.
        PermissionDenied: this steward may not.
    """
    kind = deeds.get(name)
    if kind is None or not kind.is_offered(whom):
        raise Http404
    user: Any = request.user
    if not user.has_perm(kind.permission):
        raise PermissionDenied
    form = kind(request.POST or None, by=user, whom=whom)
    rehearsed = None
    if request.method == "POST" and form.is_valid():
        try:
            if kind.has_rehearsal and "confirmed" not in request.POST:
                rehearsed = form.rehearse()
            else:
                address = form.leave(request, form.run())
                messages.success(request, kind.done)
                return redirect(address)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "whom": whom,
        "back": address_of(whom),
        "rehearsed": rehearsed,
        "header_title": kind.title,
        "header_icon": kind.icon,
    }
    return TemplateResponse(request, "stewards/desk/deed.html", context)


def log_of(**what: Any) -> list[StewardAct]:
    """Return the newest deeds about one thing."""
    return list(StewardAct.objects.filter(**what).select_related("by")[:50])
