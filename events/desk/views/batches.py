"""A deed about many at once: chosen in the list, confirmed, done, and told row by row."""

from collections import defaultdict
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.desk import actions
from events.desk.forms import ReasonForm
from events.desk.listing import FilterForm
from events.desk.models import Batch, BatchItem, Deed
from events.desk.models.batch import WITH_A_REASON
from events.desk.refusals import BegunAlready
from events.desk_tabs import list_address
from events.models import EventPage, Registration, State
from events.models.registration import HOPING, SEATED
from events.powers import Power, event_for

IN_THE_REQUEST: Final = 2.0  # seconds; a worker does the rest
NAMED: Final = 200
Outcome = BatchItem.Outcome
# In which states a deed makes sense: only foretold, for the action decides.
FITS: Final[dict[str, tuple[str, ...]]] = {
    Deed.APPROVE: (State.APPROVAL,),
    Deed.DECLINE: HOPING,
    Deed.OFFER: (State.WAITING,),
    Deed.CANCEL: (State.CONFIRMED, State.NO_SHOW),
    Deed.ATTENDED: SEATED,
    Deed.NO_SHOW: SEATED,
    Deed.UNDO: SEATED,
}


@require_POST
def ask(request: HttpRequest, event_id: int) -> HttpResponse:
    """Write down what was chosen in the list, and lead to the page that asks once more."""
    event = event_for(request, event_id, Power.CHANGE)
    back = f"{list_address(event.pk)}&{_query(request).urlencode()}"
    deed, by = request.POST.get("deed", ""), request.user
    keys = _chosen(request, event)
    if deed not in Deed.values:
        messages.error(request, _("Choose what shall be done."))
        return redirect(back)
    if not keys:
        messages.error(request, _("Choose at least one person."))
        return redirect(back)
    batch = actions.ask(event=event, deed=Deed(deed), keys=keys, by=by)  # type: ignore[arg-type]
    return redirect("registrations:batch", event.pk, batch.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, event_id: int, pk: int) -> HttpResponseBase:
    """Ask once more, do it, and tell what became of each."""
    event = event_for(request, event_id, Power.CHANGE)
    asked = get_object_or_404(Batch.objects.select_related("by"), pk=pk, event=event)
    needs_reason = asked.deed in WITH_A_REASON
    form = ReasonForm(request.POST if request.method == "POST" and needs_reason else None)
    if request.method == "POST" and (not needs_reason or form.is_valid()):
        _begin(request, asked, form.cleaned_data["reason"] if needs_reason else "")
        return redirect("registrations:batch", event.pk, asked.pk)
    context = {"event": event, "tab": "people", "batch": asked, "back": list_address(event.pk)}
    if asked.state == Batch.State.ASKED:
        context |= _question(asked) | {"form": form if needs_reason else None}
        return TemplateResponse(request, "events/desk/batch_ask.html", context)
    return TemplateResponse(request, "events/desk/batch.html", context | _report(asked))


def _begin(request: HttpRequest, asked: Batch, reason: str) -> None:
    """Begin, or go on where something is left; a second press finds it begun."""
    by: Any = request.user
    try:
        actions.begin(batch=asked, by=by, reason=reason)
    except BegunAlready as refusal:
        if asked.state == Batch.State.DONE:
            messages.info(request, str(refusal))
    actions.work_off_batches(seconds=IN_THE_REQUEST, batch=asked)


def _query(request: HttpRequest) -> QueryDict:
    """Return the filters of the list from which somebody comes."""
    query = QueryDict(request.POST.get("query", "")[:4000], mutable=True)
    query.pop("event", None)
    return query


def _chosen(request: HttpRequest, event: EventPage) -> list[int]:
    """Return the keys that were marked, or of all who match the filters."""
    if request.POST.get("all"):
        rows = FilterForm(_query(request), event=event).rows()
        return list(rows.values_list("pk", flat=True))
    marked = (key for key in request.POST.getlist("who") if key.isascii() and key.isdigit())
    return [int(key) for key in marked if len(key) < 19]


def _question(asked: Batch) -> dict[str, Any]:
    items = BatchItem.objects.filter(batch=asked)
    number = items.count()
    fitting = items.filter(registration__state__in=FITS[asked.deed]).count()
    named = items.select_related("registration").order_by("pk")[:NAMED]
    return {"number": number, "others": number - fitting, "named": named}


def _report(asked: Batch) -> dict[str, Any]:
    items = BatchItem.objects.filter(batch=asked)
    counts = items.counted()
    after: dict[str, int] = defaultdict(int)
    for state in items.filter(outcome=Outcome.DONE).values_list("after", flat=True):
        after[state] += 1
    refused = items.filter(outcome=Outcome.REFUSED).select_related("registration")
    why: dict[str, list[Registration]] = defaultdict(list)
    for item in refused.order_by("pk"):
        why[item.problem].append(item.registration)
    return {
        "summary": _summary(counts),
        "after": [(State(state).label, number) for state, number in sorted(after.items())],
        "refused": sorted(why.items(), key=lambda pair: -len(pair[1])),
        "left": counts.get(Outcome.TO_DO, 0),
        "again": reverse("registrations:batch", args=(asked.event_id, asked.pk)),
    }


def _summary(counts: dict[str, int]) -> str:
    done, refused = counts.get(Outcome.DONE, 0), counts.get(Outcome.REFUSED, 0)
    said = ngettext("%(count)s done", "%(count)s done", done) % {"count": done}
    if refused:
        more = ngettext("%(count)s could not", "%(count)s could not", refused)
        said = f"{said}, {more % {'count': refused}}"
    return said
