"""A member's own data: what was agreed to, copies, corrections."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.datarights.actions import exporting
from community.datarights.actions.correcting import ask_for_correction
from community.datarights.forms import CorrectionForm
from community.datarights.history import consents_of
from community.datarights.models import CorrectionRequest, DataExport
from community.members.consents import can_be_withdrawn, withdraw
from community.members.guards import confirmed_recently
from community.members.models import ConsentRecord, User
from community.members.ratelimits import refusal, wait_for
from community.members.views import MemberRequest

COPIES = 5  # of the last ones are shown


@never_cache
@login_required
@require_GET
def home(request: MemberRequest) -> HttpResponse:
    """Show the ways to see, take along, correct and erase."""
    return _home(request, CorrectionForm())


@never_cache
@login_required
@require_GET
def consents(request: MemberRequest) -> HttpResponse:
    """Show what was agreed to, word for word, and what holds now."""
    context = {"standing": consents_of(request.user), "history": _records(request.user)}
    return render(request, "datarights/consents.html", context)


@never_cache
@login_required
@require_POST
def take_back(request: MemberRequest) -> HttpResponse:
    """Take back one consent of the member's own.

    Raises:
        Http404: consents of this purpose are not taken back by a press.
    """
    purpose, subject = request.POST.get("purpose", ""), request.POST.get("subject", "")[:200]
    subject = subject.replace("\0", "")  # PostgreSQL takes none
    if not can_be_withdrawn(purpose):
        raise Http404
    if withdraw(user=request.user, purpose=purpose, subject=subject):
        messages.success(request, _("Taken back. It is noted below."))
    else:
        messages.info(request, _("There was nothing to take back any more."))
    return redirect("datarights:consents")


@never_cache
@login_required
@require_POST
@confirmed_recently(back="datarights:home")
def ask(request: MemberRequest) -> HttpResponse:
    """Note that the member wants a copy."""
    under_way = DataExport.objects.of(request.user).unfinished().exists()
    if not under_way and (refused := _too_often(request, "datarights.export")):
        return refused
    exporting.ask_for_export(user=request.user, language=get_language() or "en")
    messages.success(request, _("Your copy is being put together. A mail tells when it is ready."))
    return redirect("datarights:home")


@never_cache
@login_required
@require_GET
@confirmed_recently(back="datarights:home")
def fetch(request: MemberRequest, export_uuid: uuid.UUID) -> HttpResponseBase:
    """Hand out a copy to its owner.

    Raises:
        Http404: it is somebody else's, or its time is over.
    """
    if refused := _too_often(request, "datarights.fetch"):
        return refused
    try:
        export, content = exporting.open_export(user=request.user, export_uuid=export_uuid)
    except exporting.NotThere as error:
        raise Http404 from error
    name = f"my-data-{timezone.localtime(export.finished_at):%Y-%m-%d}.zip"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@login_required
@require_http_methods(["POST"])
def correct(request: MemberRequest) -> HttpResponse:
    """Take a request for correction to the stewards."""
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _home(request, form)
    if refused := _too_often(request, "datarights.correction"):
        return refused
    ask_for_correction(user=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("The stewards have it. You get their answer by mail."))
    return redirect("datarights:home")


def _home(request: MemberRequest, form: CorrectionForm) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "exports": DataExport.objects.of(request.user)[:COPIES],
        "requests": CorrectionRequest.objects.filter(user=request.user)[:COPIES],
    }
    return render(request, "datarights/home.html", context)


def _records(user: User) -> Any:
    return ConsentRecord.objects.of_person(email=user.email, user=user)


def _too_often(request: MemberRequest, limit: str) -> HttpResponse | None:
    """Return the refusal when this person has done it too often; counted by person."""
    seconds = wait_for(limit, str(request.user.pk))
    return refusal(request, seconds) if seconds else None
