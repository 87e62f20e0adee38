"""The registrations in the administration: who comes, in what state, and the two deeds of staff."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.permission_policies.pages import PagePermissionPolicy

from events import actions
from events.forms import ByHandForm
from events.models import EventPage, Registration
from events.refusals import Refusal

# What a spreadsheet would run instead of show (CWE-1236).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def may_see(user: Any, event: EventPage | None = None) -> bool:
    """Return whether a person may see who comes: by permission, and for events they may edit."""
    if not user.has_perm("events.view_registration"):
        return False
    return event is None or event.permissions_for_user(user).can_edit()


def editable_events(user: Any) -> QuerySet[EventPage]:
    """Return the events whose pages a person may edit."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    events: QuerySet[EventPage] = EventPage.objects.filter(pk__in=pages.values("pk"))
    return events


def harmless(value: Any) -> Any:
    """Return what a cell shall hold: text that looks like a formula is marked as text."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


class RegistrationFilterSet(WagtailFilterSet):
    """Narrows the list to an event, a state or a group."""

    event = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Event"), queryset=lambda request: editable_events(request.user)
    )

    class Meta:
        model = Registration
        fields = ("event", "state")


class CancelColumn(Column):
    """A link to the question whether to cancel, for those who may, where there is something to."""

    cell_template_name = "events/admin/cancel_cell.html"

    def __init__(self, *, is_allowed: bool) -> None:
        super().__init__("cancel", label="")
        self.is_allowed = is_allowed

    def get_value(self, instance: Registration) -> str:
        """Return the address of the question, or an empty text."""
        if not self.is_allowed or not instance.is_active or instance.event.is_over:
            return ""
        return reverse("registrations:cancel", args=(instance.pk,))


class RegistrationIndexView(generic.IndexView):
    """Who comes to the events that the viewer may edit, newest first; as CSV and XLSX too."""

    model = Registration
    page_title = gettext_lazy("Registrations")
    default_ordering = ("-created_at", "-pk")
    filterset_class = RegistrationFilterSet
    search_fields = ("name", "email", "organisation")
    paginate_by = 50
    any_permission_required = ["view"]
    list_export = (
        *("event.title", "event.start", "name", "email", "organisation", "group"),
        *("needs", "language", "state_text", "created_at", "confirmed_at", "cancelled_at"),
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
            TitleColumn("name", label=_("Name"), sort_key="name"),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("group", label=_("Group")),
            Column("event", label=_("Event"), accessor="event.title", sort_key="event__title"),
            StatusTagColumn(
                "state_text",
                label=_("State"),
                sort_key="state",
                primary=lambda registration: registration.is_confirmed,
            ),
            Column("needs", label=_("To arrange")),
            DateColumn("created_at", label=_("Registered"), sort_key="created_at"),
            CancelColumn(is_allowed=self.request.user.has_perm("events.change_registration")),
        ]

    def get_base_queryset(self) -> QuerySet[Registration]:
        """Return the registrations for events that the viewer may edit."""
        rows = Registration.objects.filter(event__in=editable_events(self.request.user))
        return rows.select_related("event", "group", "user")

    def to_row_dict(self, item: Registration) -> dict[str, Any]:
        """Return one line of the spreadsheet, harmless to open."""
        row = super().to_row_dict(item)
        row["group"] = str(item.group or "")
        row["state_text"] = str(item.state_text)
        return {name: harmless(value) for name, value in row.items()}

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The button above the list: adding somebody to the chosen event."""
        buttons: list[Any] = super().header_buttons
        event_id = self.request.GET.get("event", "")
        if event_id.isdigit() and self.request.user.has_perm("events.add_registration"):
            address = reverse("registrations:add", args=(event_id,))
            buttons.append(add_button(address))
        return buttons


def add_button(address: str) -> Any:
    """Return the button that leads to the form for one more person."""
    return HeaderButton(_("Add a person"), url=address, icon_name="plus")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, event_id: int) -> HttpResponse:
    """Register somebody by hand, through the same door as everyone."""
    event = _event(request, event_id, "events.add_registration")
    form = ByHandForm(request.POST or None, initial={"language": event.language})
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        try:
            done = actions.register_by_hand(
                event_id=event.pk, guest=form.guest(), language=language
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            log(instance=event, action="events.register", user=request.user)
            messages.success(request, _("%(name)s is registered.") % {"name": done.name})
            return redirect(list_address(event.pk))
    return render(request, "events/admin/add.html", {"form": form, "event": event})


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel somebody's registration after a page that asks; the person is told by mail."""
    registration = get_object_or_404(Registration.objects.select_related("event"), pk=pk)
    event = _event(request, registration.event_id, "events.change_registration")
    if request.method != "POST":
        return render(
            request, "events/admin/cancel.html", {"registration": registration, "event": event}
        )
    try:
        actions.cancel_registration(registration_id=pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        log(instance=event, action="events.cancel_registration", user=request.user)
        messages.success(request, _("The registration is cancelled; the seat is free."))
    return redirect(list_address(event.pk))


def list_address(event_id: int) -> str:
    """Return the address of the list of one event's registrations that count."""
    return f"{reverse('registrations:index')}?event={event_id}"


def _event(request: HttpRequest, event_id: int, permission: str) -> EventPage:
    """Return the event when the viewer may do this to its registrations.

    Raises:
        Http404: there is no such event.
        PermissionDenied: the viewer may not.
    """
    event: EventPage = get_object_or_404(EventPage, pk=event_id)
    if not (request.user.has_perm(permission) and may_see(request.user, event)):
        raise PermissionDenied
    return event
