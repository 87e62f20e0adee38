"""Finding people, a person's page, and the deeds about one."""

from typing import Any

import django_filters
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from community.members.guards import needs
from community.members.models import Trust, User, profile_of
from community.members.tombstones import without_tombstone
from community.stewards.actions.exporting import csv_of, log_export, rows_of, xlsx_of
from community.stewards.forms import DEEDS
from community.stewards.history import History
from community.stewards.models import Suspension
from community.stewards.views.frame import SEE, do_deed, offered
from vocabulary.models import Scheme, Term

EXPORT = "stewards.export_members"
ON_ONE_LINE = "w-whitespace-nowrap"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _proven() -> Exists:
    return Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True))


def _suspended() -> Exists:
    return Exists(Suspension.objects.filter(user=OuterRef("pk"), ended_at=None))


STATES: dict[str, tuple[Any, Any]] = {
    "member": (gettext_lazy("member"), lambda: Q(_proven(), is_active=True)),
    "unproven": (gettext_lazy("address not proven"), lambda: Q(~_proven(), is_active=True)),
    "suspended": (gettext_lazy("suspended"), lambda: Q(_suspended())),
    "closed": (gettext_lazy("closed"), lambda: Q(~_suspended(), is_active=False)),
}


class PeopleFilterSet(WagtailFilterSet):
    """Narrows the people by group, country, trust, state and day."""

    group = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Group"),
        queryset=lambda request: Term.objects.of(Scheme.STAKEHOLDER_GROUP).top(),
        method="in_group",
    )
    country = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Country"),
        queryset=lambda request: Term.objects.of(Scheme.COUNTRY).alphabetical(),
        field_name="profile__country",
    )
    trust = django_filters.ChoiceFilter(
        label=gettext_lazy("Trust"), choices=Trust.choices, field_name="profile__trust"
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[(name, label) for name, (label, _condition) in STATES.items()],
        method="in_state",
    )
    date_joined = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Joined"), widget=DateRangePickerWidget
    )

    class Meta:
        model = User
        fields = ("group", "country", "trust", "state", "date_joined")

    def in_group(self, people: Any, _name: str, term: Term) -> Any:
        """Return those of a group or of one of its parts."""
        own = Q(profile__stakeholder_group=term)
        return people.filter(own | Q(profile__stakeholder_group__parent=term))

    def in_state(self, people: Any, _name: str, state: str) -> Any:
        """Return those in one state."""
        return people.filter(STATES[state][1]())


class PeopleIndexView(generic.IndexView):
    """Everybody, found by name, address, handle and organisation."""

    model = User
    page_title = gettext_lazy("Members")
    default_ordering = ("-date_joined", "-pk")
    filterset_class = PeopleFilterSet
    search_fields = ("name", "email", "profile__handle", "profile__organisation")
    paginate_by = 50
    list_export = ("email",)  # the buttons; the columns stand in `actions.exporting`

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the list."""
        return [
            TitleColumn("name", label=_("Name"), url_name="stewards_people:page", sort_key="name"),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column(
                "handle",
                label=_("Handle"),
                accessor=_told("handle"),
                classname=ON_ONE_LINE,
            ),
            Column("organisation", label=_("Organisation"), accessor=_told("organisation")),
            Column("group", label=_("Group"), accessor=_told("stakeholder_group")),
            Column("country", label=_("Country"), accessor=_told("country")),
            StatusTagColumn(
                "state", label=_("State"), accessor=state_of, primary=lambda one: one.is_active
            ),
            DateColumn("date_joined", label=_("Joined"), sort_key="date_joined"),
        ]

    @cached_property
    def show_export_buttons(self) -> bool:
        """Whether this steward may take people along."""
        return bool(self.request.user.has_perm(EXPORT))

    def get_base_queryset(self) -> QuerySet[User]:
        """Return everyone, with what the columns show joined."""
        return _everyone()

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Return who is found, also by a further address, as a merge leaves it."""
        found: QuerySet[User] = super().search_queryset(queryset)
        if not self.search_query:
            return found
        further = EmailAddress.objects.filter(email__icontains=self.search_query)
        return found | queryset.filter(pk__in=further.values("user"))

    def user_has_permission(self, permission: str) -> bool:
        """Return whether this steward may add: nobody adds people here, a file does."""
        return False

    def user_has_any_permission(self, permissions: Any) -> bool:
        """Return whether this steward may see the list; the address is guarded already."""
        return True

    def as_spreadsheet(self, queryset: QuerySet[User], spreadsheet_format: str) -> HttpResponseBase:
        """Return the people of the filter as a file, and log it."""
        user: Any = self.request.user
        if not user.has_perm(EXPORT):
            raise PermissionDenied
        if self.filters is not None and not self.filters.is_valid():
            queryset = queryset.none()  # who mistypes a filter does not take everybody along
        filters = {
            key: values
            for key, values in self.request.GET.lists()
            if key != "export" and any(values)
        }
        log_export(by=user, count=queryset.count(), filters=filters, kind=spreadsheet_format)
        rows, name = rows_of(queryset), f"members-{timezone.localdate():%Y-%m-%d}"
        if spreadsheet_format == self.FORMAT_XLSX:
            return FileResponse(
                xlsx_of(rows), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX
            )
        return StreamingHttpResponse(
            csv_of(rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )


@never_cache
@require_safe
@needs(SEE)
def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one person with all that happened."""
    person = get_object_or_404(_everyone(), pk=pk)
    context = {
        "person": person,
        "told": profile_of(person),
        "state": state_of(person),
        "history": History.of(person),
        "deeds": offered(request, DEEDS, person),
        "may_see_mail": request.user.has_perm("outbox.view_message"),
        "header_title": str(person),
        "header_icon": "user",
    }
    return TemplateResponse(request, "stewards/desk/person.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(SEE)
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Show the form of one deed about a person, and do it."""
    person = get_object_or_404(_everyone(), pk=pk)
    return do_deed(request, DEEDS, name, person)


def state_of(person: Any) -> Any:
    """Return in a word how an account stands."""
    if person.is_suspended:
        return STATES["suspended"][0]
    if not person.is_active:
        return STATES["closed"][0]
    return STATES["member" if person.is_proven else "unproven"][0]


def _everyone() -> QuerySet[User]:
    people = without_tombstone(User.objects.with_profile())
    return people.annotate(is_proven=_proven(), is_suspended=_suspended())


def _told(name: str) -> Any:
    def of(person: User) -> Any:
        told = profile_of(person)
        return (getattr(told, name) or "") if told else ""

    return of
