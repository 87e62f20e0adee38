"""The tab "Reach" at an event's desk: the numbers, freezing them, and the files."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from events.powers import Power, event_for, may
from events.reach import tables
from events.reach.actions import freeze_reach
from events.reach.models import ReachReport, Stage
from events.refusals import Refusal
from typeset.spreadsheets import XLSX, csv_file, xlsx_file

FILES: Final[dict[str, tuple[Any, str]]] = {
    "csv": (csv_file, "text/csv; charset=utf-8; header=present"),
    "xlsx": (
        lambda rows: xlsx_file(rows, title=_("Reach")),
        XLSX,
    ),
}


class ReasonForm(forms.Form):
    """Why frozen numbers are corrected."""

    reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"),
        help_text=gettext_lazy("It stays beside the numbers for whoever checks the report."),
        max_length=300,
        error_messages={"required": gettext_lazy("Write why the numbers are corrected.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the numbers of an event; freeze them, or correct with a reason what was frozen."""
    event = event_for(request, event_id, Power.CHANGE if request.method == "POST" else Power.SEE)
    numbers = tables.numbers_of(event)
    is_correction = numbers.report is not None
    form = ReasonForm(request.POST if request.method == "POST" and is_correction else None)
    if request.method == "POST" and (not is_correction or form.is_valid()):
        by: Any = request.user
        reason = form.cleaned_data["reason"] if is_correction else ""
        try:
            report = freeze_reach(event_id=event.pk, by=by, reason=reason)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            log(instance=event, action="events.freeze_reach", user=request.user)
            said = _("The numbers are frozen as version %(version)s.")
            messages.success(request, said % {"version": report.version})
        return redirect("event_reach:reach", event.pk)
    context = {
        "event": event,
        "tab": "reach",
        "numbers": numbers,
        "stages": [stage.label for stage in Stage],
        "form": form,
        "may_freeze": may(request.user, Power.CHANGE, event) and event.is_over,
        "versions": ReachReport.objects.filter(event=event).select_related("by"),
    }
    return render(request, "events/reach/reach.html", context)


@require_safe
def download(request: HttpRequest, event_id: int, kind: str) -> HttpResponse:
    """Return the numbers as a file.

    Raises:
        Http404: there is no such kind of file.
    """
    event = event_for(request, event_id, Power.SEE)
    if kind not in FILES:
        raise Http404
    write, content_type = FILES[kind]
    rows = tables.as_rows(event, tables.numbers_of(event))
    return HttpResponse(
        write(rows),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="reach-{event.slug}.{kind}"',
            "Cache-Control": "private, no-store",
        },
    )
