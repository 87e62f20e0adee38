"""Bringing people in by a file: upload, what was found, the word to begin."""

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.guards import needs
from community.stewards.actions import intake as actions
from community.stewards.columns import SAMPLE
from community.stewards.forms import StartForm, UploadForm
from community.stewards.models import Intake, IntakeRow
from community.stewards.refusals import Refused
from typeset.spreadsheets import BYTE_ORDER_MARK

IMPORT = "stewards.import_members"
SHOWN = 20
LINES = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(IMPORT)
def index(request: HttpRequest) -> HttpResponseBase:
    """Show the latest files and take a new one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, user = form.cleaned_data["file"], request.user
        try:
            taken = actions.take_in(content=file.read(), file_name=file.name, by=user)  # type: ignore[arg-type]
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("stewards_intake:report", taken.pk)
    context = {
        "form": form,
        "intakes": Intake.objects.select_related("by")[:SHOWN],
        "columns": SAMPLE[0],
        "header_title": _("Import people"),
        "header_icon": "upload",
    }
    return TemplateResponse(request, "stewards/desk/intake.html", context)


@require_safe
@needs(IMPORT)
def sample(request: HttpRequest) -> HttpResponse:
    """Return a file with every column and two people who do not exist."""
    answer = HttpResponse(
        BYTE_ORDER_MARK,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="people.csv"'},
    )
    csv.writer(answer).writerows(SAMPLE)
    return answer


@never_cache
@require_safe
@needs(IMPORT)
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what was found in a file, or what became of it, line by line."""
    taken = get_object_or_404(Intake, pk=pk)
    return _report(request, taken, StartForm())


@never_cache
@require_POST
@needs(IMPORT)
def start(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Begin to bring people in."""
    taken = get_object_or_404(Intake, pk=pk)
    form = StartForm(request.POST)
    if not form.is_valid():
        return _report(request, taken, form)
    given, user = form.cleaned_data, request.user
    try:
        actions.start(
            intake=taken,
            by=user,  # type: ignore[arg-type]
            reason=given["reason"],
            language=given["language"],
            invites=given["sends_invitations"],
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A worker brings them in now. You may leave this page."))
    return redirect("stewards_intake:report", taken.pk)


@never_cache
@require_POST
@needs(IMPORT)
def throw_away(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Forget a file that has not been begun."""
    taken = get_object_or_404(Intake, pk=pk)
    try:
        actions.throw_away(intake=taken)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("stewards_intake:report", taken.pk)
    messages.success(request, _("The file is forgotten. Nobody was brought in."))
    return redirect("stewards_intake:index")


def _report(request: HttpRequest, taken: Intake, form: StartForm) -> HttpResponseBase:
    rows: Any = IntakeRow.objects.filter(intake=taken)
    counts = rows.counted() or taken.counts
    wanted = request.GET.get("state", "")
    chosen = rows.filter(state=wanted) if wanted in IntakeRow.State.values else rows
    pages = Paginator(chosen.select_related("user").order_by("line"), LINES)
    context = {
        "intake": taken,
        "form": form,
        "counts": [
            (state, counts[state.value]) for state in IntakeRow.State if counts.get(state.value)
        ],
        "ready": counts.get(IntakeRow.State.READY, 0),
        "wanted": wanted,
        "page_obj": pages.get_page(request.GET.get("p")),
        "header_title": taken.file_name,
        "header_icon": "upload",
    }
    return TemplateResponse(request, "stewards/desk/report.html", context)
