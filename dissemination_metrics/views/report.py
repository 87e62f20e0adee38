"""The Commission's form: on the screen, as files, and the lines behind it."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from community.members.models import User
from dissemination_metrics import actions, exports
from dissemination_metrics import report as form_of_the_commission
from dissemination_metrics.days import local_today
from dissemination_metrics.forms import ReportForm
from dissemination_metrics.periods import Period
from dissemination_metrics.report import Report, make_report
from dissemination_metrics.views.dashboard import FiguresPage

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8; header=present"
FILES: Final[dict[str, tuple[Callable[[Report], str | bytes], str]]] = {
    "activities.csv": (exports.activities_csv, CSV),
    "audiences.csv": (exports.audiences_csv, CSV),
    "tables.xlsx": (exports.workbook, XLSX),
}


class ReportView(FiguresPage):
    """Both tables as they go to the Commission, and how each number came about."""

    template_name = "dissemination_metrics/report.html"
    page_title = gettext_lazy("Horizon 2020 table")
    header_icon = "table"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context: the form for the period that was asked for."""
        form = ReportForm(self.request.GET or None)
        report = make_report(_period(form))
        return super().get_context_data(
            form=form,
            report=report,
            heads=form_of_the_commission,
            method=exports.method(report),
            query=self.request.GET.urlencode() if form.is_valid() else "",
            may_enter=self.request.user.has_perm("dissemination_metrics.add_activity"),
            **kwargs,
        )


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponse:
    """Return one of the files.

    Raises:
        PermissionDenied: this person may not see figures.
        Http404: there is no such file.
    """
    if not request.user.has_perm("dissemination_metrics.view_figure"):
        raise PermissionDenied
    if name not in FILES:
        raise Http404
    write, content_type = FILES[name]
    period = _period(ReportForm(request.GET or None))
    since = "beginning" if period.first is None else period.first.isoformat()
    filename = f"h2020-{since}-to-{period.last.isoformat()}-{name}"
    return HttpResponse(
        write(make_report(period)),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "private, no-store",
        },
    )


@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """Make an activity of a line that the system derived, and open it for editing.

    Raises:
        PermissionDenied: this person may not enter activities.
    """
    by = request.user
    if not isinstance(by, User) or not by.has_perm("dissemination_metrics.add_activity"):
        raise PermissionDenied
    try:
        activity = actions.take_over(source=request.POST.get("source", ""), by=by)
    except actions.NoSuchLine:
        messages.error(request, _("This line has been taken over already, or does not exist."))
        return HttpResponseRedirect(reverse("h2020:index"))
    messages.success(
        request, _("The line is now yours to correct. The system no longer counts it by itself.")
    )
    return HttpResponseRedirect(reverse("activities:edit", args=[activity.pk]))


def _period(form: ReportForm) -> Period:
    """Return the period that was asked for; all until today where that fails."""
    if form.is_valid():
        period: Period = form.cleaned_data["period"]
        return period
    return Period(None, local_today())
