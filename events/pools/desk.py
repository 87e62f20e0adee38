"""The tab "Seats and codes" at an event's desk."""

import csv
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, register_converter, reverse
from django.urls.converters import StringConverter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import EventPage
from events.pools import actions
from events.pools.forms import CategoryForm, CodeForm, CodesForm, OfEventForm, PoolForm, RulesForm
from events.pools.models import AccessCode, Category, EntryRules, Pool
from events.pools.room import room_of
from events.powers import Power, event_for, may
from typeset.spreadsheets import harmless

TAB: Final = "pools"
PAGE: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Kind:
    """One of the things that the desk sets up: its model, its form, its words."""

    model: Any
    form: type[OfEventForm]
    new: Any
    change: Any


KINDS: Final = {
    "pool": Kind(Pool, PoolForm, gettext_lazy("Add a pool"), gettext_lazy("Change a pool")),
    "category": Kind(
        Category, CategoryForm, gettext_lazy("Add a category"), gettext_lazy("Change a category")
    ),
    "code": Kind(AccessCode, CodeForm, gettext_lazy("Add a code"), gettext_lazy("Change a code")),
}


@require_http_methods(PAGE)
def overview(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show pools, categories and codes with what is left, and say who may register."""
    event = event_for(request, event_id, Power.SEE)
    rules = EntryRules.objects.filter(event=event).first() or EntryRules(event=event)
    form = RulesForm(request.POST or None, event=event, instance=rules)
    if request.method == "POST":
        event_for(request, event_id, Power.CHANGE)
        if form.is_valid():
            actions.save_thing(thing=form.instance)
            messages.success(request, _("Saved."))
            return redirect(_address(event))
    return render(request, "events/pools/overview.html", _context(request, event, form))


@require_http_methods(PAGE)
def add(request: HttpRequest, event_id: int, kind: str) -> HttpResponse:
    """Add a pool, a category or a code."""
    event = event_for(request, event_id, Power.CHANGE)
    return _edit(request, event, KINDS[kind], None)


@require_http_methods(PAGE)
def change(request: HttpRequest, event_id: int, kind: str, pk: int) -> HttpResponse:
    """Change a pool, a category or a code."""
    event = event_for(request, event_id, Power.CHANGE)
    thing = get_object_or_404(KINDS[kind].model, pk=pk, event=event)
    return _edit(request, event, KINDS[kind], thing)


@require_POST
def remove(request: HttpRequest, event_id: int, kind: str, pk: int) -> HttpResponse:
    """Delete a pool, or a category or a code that nobody has used."""
    event = event_for(request, event_id, Power.CHANGE)
    thing = get_object_or_404(KINDS[kind].model, pk=pk, event=event)
    try:
        actions.remove_thing(thing=thing)
    except actions.StillUsed:
        messages.error(request, _("It is in use, so it stays. Close or end it instead."))
    else:
        messages.success(request, _("Removed."))
    return redirect(_address(event))


@require_POST
def end(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """End a code now."""
    event = event_for(request, event_id, Power.CHANGE)
    code = get_object_or_404(AccessCode, pk=pk, event=event)
    actions.end_code(code_id=code.pk)
    messages.success(request, _("The code %(code)s opens nothing any more.") % {"code": code})
    return redirect(_address(event))


@require_http_methods(PAGE)
def make(request: HttpRequest, event_id: int) -> HttpResponse:
    """Make many codes at once."""
    event = event_for(request, event_id, Power.CHANGE)
    form = CodesForm(request.POST or None, event=event)
    if form.is_valid():
        number = form.cleaned_data["number"]
        actions.make_codes(event=event, number=number, fields=form.allowance())
        made = ngettext("%(number)s code is made.", "%(number)s codes are made.", number)
        messages.success(request, made % {"number": number})
        return redirect(_address(event))
    return _form_page(request, event, form, _("Make many codes"))


@require_safe
def codes_file(request: HttpRequest, event_id: int) -> HttpResponse:
    """Return the codes of an event with their uses as CSV, harmless to open."""
    event = event_for(request, event_id, Power.CHANGE)
    name = f"codes-{event.slug}.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    rows = csv.writer(response)
    rows.writerow([_("Code"), _("For whom"), _("Category"), _("Used"), _("At most"), _("Until")])
    for code in _codes(event):
        ends = code.ends_at.isoformat(timespec="minutes") if code.ends_at else ""
        cells = (code.code, code.note, str(code.category or ""), code.uses, code.most_uses, ends)
        rows.writerow([harmless(cell) for cell in cells])
    return response


class KindConverter(StringConverter):
    """One of the things that the desk sets up."""

    regex = "pool|category|code"


register_converter(KindConverter, "seat_kind")

urlpatterns = [
    path("<int:event_id>/", overview, name="overview"),
    path("<int:event_id>/codes.csv", codes_file, name="codes_file"),
    path("<int:event_id>/codes/", make, name="make"),
    path("<int:event_id>/codes/<int:pk>/end/", end, name="end"),
    path("<int:event_id>/<seat_kind:kind>/add/", add, name="add"),
    path("<int:event_id>/<seat_kind:kind>/<int:pk>/", change, name="change"),
    path("<int:event_id>/<seat_kind:kind>/<int:pk>/remove/", remove, name="remove"),
]


def _edit(request: HttpRequest, event: EventPage, kind: Kind, thing: Any) -> HttpResponse:
    form = kind.form(request.POST or None, event=event, instance=thing)
    if form.is_valid():
        actions.save_thing(thing=form.instance, pools=form.cleaned_data.get("pools"))
        messages.success(request, _("Saved."))
        if isinstance(form.instance, Pool):
            _warn_of_small_pool(request, form.instance)
        return redirect(_address(event))
    return _form_page(request, event, form, kind.change if thing else kind.new)


def _warn_of_small_pool(request: HttpRequest, pool: Pool) -> None:
    """Say it when a pool has fewer seats than are taken; nobody loses one."""
    more = -room_of(pool.event, timezone.now()).free.get(pool.pk, 0)
    if more > 0:
        said = _(
            "%(taken)s seats of this pool are taken or held, and it has %(capacity)s: nobody loses"
            " a seat, and nobody new gets one before enough people have cancelled."
        )
        numbers = {"taken": pool.capacity + more, "capacity": pool.capacity}
        messages.warning(request, said % numbers)


def _form_page(request: HttpRequest, event: EventPage, form: Any, title: Any) -> HttpResponse:
    context = {"event": event, "tab": TAB, "form": form, "title": title}
    return render(request, "events/pools/form.html", context | {"back_url": _address(event)})


def _context(request: HttpRequest, event: EventPage, form: RulesForm) -> dict[str, Any]:
    room = room_of(event, timezone.now())
    pools: list[Any] = list(event.pools.all())
    for pool in pools:
        pool.taken = pool.capacity - room.free.get(pool.pk, pool.capacity)
        pool.lacks = max(0, pool.taken - pool.capacity)
    categories: list[Any] = list(event.categories.prefetch_related("pools"))
    for category in categories:
        category.left = room.left(category.pk)
    return {
        "event": event,
        "tab": TAB,
        "form": form,
        "pools": pools,
        "categories": categories,
        "codes": _codes(event),
        "may_change": may(request.user, Power.CHANGE, event),
    }


def _codes(event: EventPage) -> list[Any]:
    codes = AccessCode.objects.filter(event=event).select_related("category")
    return list(codes.with_uses(timezone.now()))


def _address(event: EventPage) -> str:
    return reverse("event_pools:overview", args=(event.pk,))
