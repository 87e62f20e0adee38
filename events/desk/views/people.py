"""Who comes: the people of one event, of all events, on paper and as a spreadsheet."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import log

from events.desk import sheets
from events.desk.listing import FilterForm, columns_of, lines_of, without
from events.desk.models import Deed
from events.desk_tabs import list_address, tabs_for
from events.models import EventPage, Registration
from events.powers import Power, event_for, events_for, may
from typeset.spreadsheets import XLSX, HarmlessExport, harmless, xlsx_file

AT_ONCE: Final = 50
LETTERS: Final = "letters"  # the tab of the room that writes to people, where there is one


class RegistrationFilterSet(WagtailFilterSet):
    """Narrows the list to a state; an event has a desk of its own."""

    class Meta:
        model = Registration
        fields = ("state",)


class RegistrationIndexView(HarmlessExport, generic.IndexView):
    """Who comes to any of the events that the viewer may see, newest first."""

    model = Registration
    page_title = gettext_lazy("Registrations")
    default_ordering = ("-created_at", "-pk")
    filterset_class = RegistrationFilterSet
    search_fields = ("name", "email", "organisation")
    paginate_by = AT_ONCE
    any_permission_required = ["view"]
    list_export = (
        *("event.title", "event.start", "name", "email", "organisation", "group", "country"),
        *("needs", "language", "state_text", "created_at", "waiting_since"),
        *("confirmed_at", "cancelled_at"),
    )
    export_headings = {
        "event.title": gettext_lazy("Event"),
        "event.start": gettext_lazy("Starts"),
        "state_text": gettext_lazy("State"),
    }
    export_filename = "registrations"

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the listing."""
        return [
            TitleColumn("name", label=_("Name"), sort_key="name", get_url=one_address),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("group", label=_("Group")),
            TitleColumn(
                "event",
                label=_("Event"),
                accessor="event.title",
                sort_key="event__title",
                get_url=lambda registration: list_address(registration.event_id),
            ),
            StatusTagColumn(
                "state_text",
                label=_("State"),
                sort_key="state",
                primary=lambda registration: registration.is_confirmed,
            ),
            Column("needs", label=_("To arrange")),
            DateColumn("created_at", label=_("Registered"), sort_key="created_at"),
        ]

    def user_has_any_permission(self, permissions: Any) -> bool:
        """Return whether the viewer may see anybody at all, by permission or by a role."""
        return may(self.request.user, Power.SEE)

    def get_base_queryset(self) -> QuerySet[Registration]:
        """Return the registrations for events whose people the viewer may see."""
        rows = Registration.objects.filter(event__in=events_for(self.request.user, Power.SEE))
        return rows.select_related("event", "group", "country", "user")

    def to_row_dict(self, item: Registration) -> dict[str, Any]:
        """Return one line of the spreadsheet, with words in place of codes."""
        row = super().to_row_dict(item)
        words = {name: str(getattr(item, name) or "") for name in ("group", "country")}
        words["state_text"] = str(item.state_text)
        return row | {name: harmless(text) for name, text in words.items()}


@require_safe
def people(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Show who comes to one event; as a spreadsheet where `export` asks for one."""
    event = event_for(request, event_id, Power.SEE)
    form = FilterForm(request.GET, event=event)
    rows = form.rows()
    if (kind := request.GET.get("export", "")) in _SHEETS:
        return _export(request, event, rows, kind)
    columns = columns_of(request, event)
    pages = Paginator(rows.select_related("group", "country"), AT_ONCE)
    page = pages.get_page(request.GET.get("p"))
    may_change = may(request.user, Power.CHANGE, event)
    context = {
        "event": event,
        "tab": "people",
        "form": form,
        "columns": columns,
        "lines": lines_of(event, list(page), columns),
        "page_obj": page,
        "total": pages.count,
        "query": without(request.GET, "p", "export"),
        "kept": without(request.GET, "p", "export", "show", "event"),
        "deeds": Deed.choices if may_change else [],
        "may_change": may_change,
        "may_add": may(request.user, Power.ADD, event),
        "letters": _letters(request, event) if may_change else "",
    }
    return TemplateResponse(request, "events/desk/people.html", context)


@require_safe
def on_paper(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Show the people who are wanted as a plain list for the printer."""
    event = event_for(request, event_id, Power.SEE)
    rows = FilterForm(request.GET, event=event).rows().select_related("group", "country")
    columns = columns_of(request, event)
    context = {
        "event": event,
        "columns": [column for column in columns if column.is_shown],
        "lines": lines_of(event, list(rows), columns),
        "back": f"{list_address(event.pk)}&{without(request.GET, 'event')}",
    }
    return TemplateResponse(request, "events/desk/on_paper.html", context)


@require_safe
def lead_to_people(request: HttpRequest, event_id: int) -> HttpResponse:
    """Lead from an event's desk to the list of those who come to it."""
    return redirect(list_address(event_for(request, event_id, Power.SEE).pk))


def one_address(registration: Registration) -> str:
    """Return the address of one registration with its log."""
    return reverse("registrations:one", args=(registration.pk,))


def _export(
    request: HttpRequest, event: EventPage, rows: QuerySet[Registration], kind: str
) -> HttpResponse:
    table = list(sheets.table(event, rows))
    told = {"rows": len(table) - 1, "format": kind}
    log(instance=event, action="events.export", user=request.user, data=told)
    is_text = kind == "csv"
    content = sheets.as_csv(table) if is_text else xlsx_file(table, title=_("People"))
    return HttpResponse(
        content,
        content_type=_SHEETS[kind],
        headers={"Content-Disposition": f'attachment; filename="{event.slug}-people.{kind}"'},
    )


def _letters(request: HttpRequest, event: EventPage) -> str:
    tabs = tabs_for(request.user, event, "people")
    return next((str(tab["url"]) for tab in tabs if tab["key"] == LETTERS), "")


_SHEETS: Final = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
