"""What editors see of the search: what is looked for, what is missing, how the index stands."""

from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from search import tasks
from search.demand import FEW, most_wanted
from search.models import Demand, Due, Entry, Word
from search.registry import name_of
from typeset.spreadsheets import HarmlessExport

SHOWN_DAYS: Final = 90


class DemandReport(HarmlessExport, ReportView):
    """What was looked for in the last ninety days, the most frequent first."""

    model = Demand
    permission_required = "view"
    any_permission_required = None
    page_title = gettext_lazy("Most searched")
    header_icon = "search"
    index_url_name = "search_most"
    index_results_url_name = "search_most_results"
    template_name = "search/admin/report.html"
    is_searchable = False
    in_vain = False
    list_export = ["text", "language", "asked", "failed", "last"]
    export_headings = {
        "text": gettext_lazy("Looked for"),
        "language": gettext_lazy("Language"),
        "asked": gettext_lazy("Searches"),
        "failed": gettext_lazy("Without a result"),
        "last": gettext_lazy("Last on"),
    }
    columns = [
        Column("text", label=gettext_lazy("Looked for")),
        Column("language", label=gettext_lazy("Language")),
        Column("asked", label=gettext_lazy("Searches")),
        Column("failed", label=gettext_lazy("Without a result")),
        DateColumn("last", label=gettext_lazy("Last on")),
    ]

    def get_queryset(self) -> Any:
        """Return what enough people looked for."""
        since = timezone.localdate() - timedelta(days=SHOWN_DAYS)
        return most_wanted(since=since, in_vain=self.in_vain)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with how many searches a word needs to be shown."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"few": FEW, "days": SHOWN_DAYS, "in_vain": self.in_vain}


class MissingReport(DemandReport):
    """What was looked for in vain: what readers miss, or call by another name."""

    page_title = gettext_lazy("Searches without a result")
    index_url_name = "search_missing"
    index_results_url_name = "search_missing_results"
    in_vain = True


def state(request: HttpRequest) -> HttpResponse:
    """Show how many entries the index has of each kind and language, and how old they are."""
    if not request.user.has_perm("search.view_demand"):
        raise PermissionDenied
    rows = Entry.objects.values("kind", "language")
    rows = rows.annotate(entries=Count("pk"), oldest=Min("indexed_at"), newest=Max("indexed_at"))
    due = Due.objects.aggregate(marks=Count("pk"), since=Min("since"))
    shown = [row | {"name": name_of(row["kind"])} for row in rows.order_by("kind", "language")]
    return render(
        request,
        "search/admin/state.html",
        {
            "rows": shown,
            "total": sum(row["entries"] for row in shown),
            "words": Word.objects.count(),
            "due": due,
            "may_rebuild": request.user.has_perm("search.change_entry"),
        },
    )


@require_POST
def rebuild(request: HttpRequest) -> HttpResponse:
    """Have the index compared with everything there is, by a worker."""
    if not request.user.has_perm("search.change_entry"):
        raise PermissionDenied
    if tasks.wake_for_rebuild():
        messages.success(request, _("The index is being rebuilt. It takes some minutes."))
    else:
        messages.error(request, _("No worker answers. The index is rebuilt by itself at night."))
    return HttpResponseRedirect(reverse("search_state"))
