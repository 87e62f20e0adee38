"""The log of an event: who did what when, on a page and as a file."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from events.desk.history import HistoryForm, told
from events.desk.listing import without
from events.models import EventPage
from events.powers import Power, event_for
from typeset.spreadsheets import csv_file

AT_ONCE: Final = 50
CHUNK: Final = 2000
MOST: Final = 100_000  # lines of one file


@require_safe
def history(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Show the log of an event, the newest first; as CSV where `export` asks for it."""
    event = event_for(request, event_id, Power.CHANGE)
    form = HistoryForm(request.GET, event=event)
    entries = form.entries()
    if request.GET.get("export") == "csv":
        return _as_csv(request, event, form)
    page = Paginator(entries, AT_ONCE).get_page(request.GET.get("p"))
    context = {
        "event": event,
        "tab": "history",
        "form": form,
        "entries": told(event, list(page)),
        "page_obj": page,
        "query": without(request.GET, "p", "export"),
    }
    return TemplateResponse(request, "events/desk/history.html", context)


def _as_csv(request: HttpRequest, event: EventPage, form: HistoryForm) -> HttpResponse:
    found = list(form.entries()[:MOST])
    log(
        instance=event,
        action="events.export",
        user=request.user,
        data={"rows": len(found), "format": "csv", "file": "log"},
    )
    name = f"{event.slug}-log.csv"
    rows = [[_("When"), _("Who"), _("What"), _("About"), _("More")]]
    for start in range(0, len(found), CHUNK):
        for entry in told(event, found[start : start + CHUNK]):
            at = entry.at.isoformat(" ", "minutes")
            rows.append([at, entry.who, entry.what, entry.whom, entry.more])
    return HttpResponse(
        csv_file(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
