"""Finding organisations, their people, confirming and merging."""

from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from community.members.guards import needs
from community.members.models import Affiliation, Organisation
from community.stewards.forms import ORGANISATION_DEEDS
from community.stewards.views.frame import SEE, do_deed, log_of, offered
from vocabulary.models import Scheme, Term

SHOWN = 200  # people on the page of an organisation


class OrganisationFilterSet(WagtailFilterSet):
    """Narrows the organisations by country, and by whether somebody has to look at them."""

    country = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Country"),
        queryset=lambda request: Term.objects.of(Scheme.COUNTRY).alphabetical(),
    )
    is_confirmed = django_filters.BooleanFilter(label=gettext_lazy("Confirmed"))

    class Meta:
        model = Organisation
        fields = ("is_confirmed", "country")


class OrganisationIndexView(generic.IndexView):
    """Every organisation that has not been merged away."""

    model = Organisation
    page_title = gettext_lazy("Organisations")
    default_ordering = ("name", "pk")
    filterset_class = OrganisationFilterSet
    search_fields = ("name", "slug")
    paginate_by = 50

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the list."""
        return [
            TitleColumn(
                "name", label=_("Name"), url_name="stewards_organisations:page", sort_key="name"
            ),
            Column("country", label=_("Country")),
            Column("people_count", label=_("People"), sort_key="people_count"),
            StatusTagColumn(
                "state", label=_("State"), accessor=_state, primary=lambda one: one.is_confirmed
            ),
            DateColumn("created_at", label=_("Since"), sort_key="created_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Organisation]:
        """Return them with how many people say to belong there."""
        rows = Organisation.objects.filter(merged_into=None).select_related("country")
        return rows.annotate(people_count=Count("affiliations"))

    def user_has_permission(self, permission: str) -> bool:
        """Return whether this steward may add: members do that."""
        return False

    def user_has_any_permission(self, permissions: Any) -> bool:
        """Return whether this steward may see the list; the address is guarded already."""
        return True


@never_cache
@require_safe
@needs(SEE)
def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one organisation with its people and what stewards did."""
    rows = Organisation.objects.select_related("country", "kind", "size", "merged_into")
    organisation = get_object_or_404(rows, pk=pk)
    people = Affiliation.objects.filter(organisation=organisation).select_related("user")
    context = {
        "organisation": organisation,
        "people": people.order_by("state", "user__name")[:SHOWN],
        "people_count": people.count(),
        "acts": log_of(organisation=organisation),
        "deeds": offered(request, ORGANISATION_DEEDS, organisation),
        "header_title": organisation.name,
        "header_icon": "home",
    }
    return TemplateResponse(request, "stewards/desk/organisation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(SEE)
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Show the form of one deed about an organisation, and do it."""
    organisation = get_object_or_404(Organisation, pk=pk)
    return do_deed(request, ORGANISATION_DEEDS, name, organisation)


def _state(organisation: Organisation) -> Any:
    return _("confirmed") if organisation.is_confirmed else _("to be confirmed")
