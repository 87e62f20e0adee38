"""The report of a webinar: a file, a dry run that shows what it would do, and the deed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from events.door import actions
from events.door.desk_views import TAB
from events.door.forms import ReportForm
from events.door.models import AttendanceReport, DoorBook
from events.door.reports import LARGEST
from events.models import SEATED, Registration
from events.powers import Power, event_for
from events.refusals import Refusal

NOBODY = "-"


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, event_id: int) -> HttpResponse:
    """Take a file, and lead to its dry run."""
    event = event_for(request, event_id, Power.CHANGE)
    book, _is_new = DoorBook.objects.get_or_create(event=event)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReportForm(*sent, event=event, initial={"minimum_minutes": book.minimum_minutes})
    if form.is_valid():
        said = form.cleaned_data
        by: Any = request.user
        try:
            report = actions.bring_in_report(
                event=event,
                session=said.get("session"),
                data=said["file"].read(LARGEST + 1),
                minimum=said["minimum_minutes"],
                by=by,
            )
        except Refusal as refused:
            form.add_error("file", str(refused))
        else:
            DoorBook.objects.filter(event=event).update(minimum_minutes=said["minimum_minutes"])
            return redirect("door_desk:report", report.pk)
    context = {"form": form, "event": event, "tab": TAB}
    return render(request, "events/door/admin/bring_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a report would do; match by hand, and take it over."""
    found = get_object_or_404(AttendanceReport.objects.select_related("session"), pk=pk)
    event = event_for(request, found.event_id, Power.CHANGE)
    if request.method == "POST":
        by: Any = request.user
        found = actions.match_by_hand(report_id=pk, chosen=_chosen(request))
        if request.POST.get("deed") == "take":
            there = actions.take_over(report_id=pk, by=by)
            log(instance=event, action="events.take_attendance", user=request.user)
            said = ngettext("%(number)s person was there.", "%(number)s people were there.", there)
            messages.success(request, said % {"number": there})
            return redirect("door_desk:attendance", event.pk)
        messages.success(request, _("The matches are saved. Nothing is taken over yet."))
        return redirect("door_desk:report", pk)
    context = {"event": event, "tab": TAB, "report": found} | _dry_run(found)
    return render(request, "events/door/admin/report.html", context)


def _dry_run(report: AttendanceReport) -> dict[str, Any]:
    """Return what taking a report over would do: who is known, who is not, who stayed."""
    seated = Registration.objects.filter(event=report.event_id, state__in=SEATED)
    names = {one.pk: one for one in seated.order_by("name", "pk").only("pk", "name", "email")}
    lines = [
        {
            "number": number,
            "person": names.get(line["registration"]),
            "is_short": line["minutes"] < report.minimum_minutes,
            **line,
        }
        for number, line in enumerate(report.people)
    ]
    return {
        "matched": [line for line in lines if line["person"]],
        "unmatched": [line for line in lines if not line["person"]],
        "names": names.values(),
        "enough": sum(bool(line["person"]) and not line["is_short"] for line in lines),
    }


def _chosen(request: HttpRequest) -> dict[int, int | None]:
    """Return which entries the form matched with whom; what is no number is passed over."""
    chosen: dict[int, int | None] = {}
    for name, value in request.POST.items():
        number = name.removeprefix("entry-")
        if number == name or not _is_number(number):
            continue
        if value == NOBODY:
            chosen[int(number)] = None
        elif _is_number(str(value)):
            chosen[int(number)] = int(str(value))
    return chosen


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18
