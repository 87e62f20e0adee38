"""People from a file: upload, what the columns mean, what would happen, the word to begin."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from events.desk import actions
from events.desk.actions.importing import Wish
from events.desk.answers import Answers
from events.desk.columns import SAMPLE, all_meanings
from events.desk.forms import BasisForm, UploadForm, WishForm
from events.desk.models import PeopleFile, PeopleLine
from events.desk.refusals import BegunAlready
from events.models import EventPage
from events.powers import Power, event_for
from events.refusals import Refusal
from typeset.spreadsheets import csv_file

SHOWN: Final = 20
LINES: Final = 100
Line = PeopleLine.State


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Show the latest files for an event, and take a new one."""
    event = event_for(request, event_id, Power.ADD)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if form.is_valid():
        file, by = form.cleaned_data["file"], request.user
        content, name = file.read(), file.name
        try:
            taken = actions.take_in(event=event, content=content, file_name=name, by=by)  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("registrations:file", event.pk, taken.pk)
    context = {
        "event": event,
        "tab": "import",
        "form": form,
        "files": PeopleFile.objects.filter(event=event).select_related("by")[:SHOWN],
        "columns": (*SAMPLE[0], *Answers(event).meanings.values()),
    }
    return TemplateResponse(request, "events/desk/files.html", context)


@require_safe
def sample(request: HttpRequest, event_id: int) -> HttpResponse:
    """Return a file with every column and two people who do not exist."""
    event = event_for(request, event_id, Power.ADD)
    more = Answers(event).meanings.values()
    heading, *people = SAMPLE
    rows = [(*heading, *more), *((*cells, *[""] * len(more)) for cells in people)]
    return _as_csv(rows, name="people.csv")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_file(request: HttpRequest, event_id: int, pk: int) -> HttpResponseBase:
    """Show line by line what would happen or has happened; look anew with other columns."""
    event, taken = _found(request, event_id, pk)
    is_sent = request.method == "POST"
    form = _wish_form(taken, request.POST if is_sent else None)
    if is_sent and form.is_valid():
        try:
            actions.check_anew(people_file=taken, wish=Wish(**form.wish()))
        except BegunAlready as refusal:
            messages.warning(request, str(refusal))
            return redirect("registrations:file", event.pk, pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Looked at anew. Nothing has happened yet."))
            return redirect("registrations:file", event.pk, pk)
    return _show(request, taken, form, BasisForm())


@never_cache
@require_POST
def begin(request: HttpRequest, event_id: int, pk: int) -> HttpResponseBase:
    """Let the worker bring in the people of a file."""
    event, taken = _found(request, event_id, pk)
    form = BasisForm(request.POST)
    if not form.is_valid():
        return _show(request, taken, _wish_form(taken), form)
    by: Any = request.user
    try:
        actions.begin_file(people_file=taken, by=by, basis=form.cleaned_data["basis"])
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("A worker brings them in now. You may leave this page."))
    return redirect("registrations:file", event.pk, pk)


@never_cache
@require_POST
def throw_away(request: HttpRequest, event_id: int, pk: int) -> HttpResponseBase:
    """Forget a file that has not been begun."""
    event, taken = _found(request, event_id, pk)
    try:
        actions.throw_away(people_file=taken)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("registrations:file", event.pk, pk)
    messages.success(request, _("The file is forgotten. Nobody was brought in."))
    return redirect("registrations:files", event.pk)


@require_safe
def left_over(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Return the lines from which nobody was registered, with the reason, to be put right."""
    event, taken = _found(request, event_id, pk)
    lines = PeopleLine.objects.filter(people_file=taken).left_over()
    width = len(taken.headings)
    rows: list[list[Any]] = [[*taken.headings, _("Problem")]]
    for line in lines.order_by("line").iterator(chunk_size=2000):
        cells = [*line.cells, *[""] * width][:width]
        problem = "; ".join(line.problems) or str(line.get_state_display())
        rows.append([*cells, problem])
    told = {"rows": len(rows) - 1, "file": taken.file_name}
    log(instance=event, action="events.export", user=request.user, data=told)
    return _as_csv(rows, name=f"{event.slug}-left-over.csv")


def _found(request: HttpRequest, event_id: int, pk: int) -> tuple[EventPage, PeopleFile]:
    event = event_for(request, event_id, Power.ADD)
    found = PeopleFile.objects.select_related("event__entry", "by")
    return event, get_object_or_404(found, pk=pk, event=event)


def _wish_form(taken: PeopleFile, sent: Any = None) -> WishForm:
    meanings = all_meanings(Answers(taken.event))
    return WishForm(sent, people_file=taken, meanings=meanings)


def _show(
    request: HttpRequest, taken: PeopleFile, form: WishForm, basis: BasisForm
) -> HttpResponseBase:
    lines: Any = PeopleLine.objects.filter(people_file=taken)
    counts = lines.counted() or taken.counts
    wanted = request.GET.get("state", "")
    chosen = lines.filter(state=wanted) if wanted in Line.values else lines
    pages = Paginator(chosen.select_related("registration").order_by("line"), LINES)
    ready = sum(counts.get(state, 0) for state in (Line.NEW, Line.IN_LINE, Line.RAISED))
    left = sum(counts.get(state, 0) for state in (Line.FULL, Line.FAULTY, Line.REFUSED))
    context = {
        "event": taken.event,
        "tab": "import",
        "people_file": taken,
        "form": form,
        "basis": basis,
        "counts": [(state, counts[state.value]) for state in Line if counts.get(state.value)],
        "ready": ready,
        "left": left if lines.exists() else 0,
        "wanted": wanted,
        "page_obj": pages.get_page(request.GET.get("p")),
        "button": ngettext("Bring in %(count)s person", "Bring in %(count)s people", ready)
        % {"count": ready},
    }
    return TemplateResponse(request, "events/desk/file.html", context)


def _as_csv(rows: Any, *, name: str) -> HttpResponse:
    return HttpResponse(
        csv_file(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
