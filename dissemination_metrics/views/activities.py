"""The ledger's own screens in the admin: the list, and what is noted on entering."""

from typing import Any

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from dissemination_metrics.models import Activity
from vocabulary.models import Scheme, Term


class ActivityFilterSet(WagtailFilterSet):
    """Narrows the ledger by type and day."""

    type = django_filters.ModelChoiceFilter(
        queryset=Term.objects.of(Scheme.H2020_ACTIVITY), label=gettext_lazy("Type")
    )
    date = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Date"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Activity
        fields = ("type", "date")


class ActivityIndexView(generic.IndexView):
    """Every activity that somebody entered, latest first."""

    filterset_class = ActivityFilterSet

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the list."""
        return [
            DateColumn("date", label=_("Date"), sort_key="date", width="12%"),
            TitleColumn("title", label=_("Activity"), get_url=self.get_edit_url),
            Column("type", label=_("Type"), sort_key="type__order"),
            Column("partner", label=_("Who did it"), sort_key="partner"),
            Column("persons", label=_("Persons reached"), accessor=_persons),
        ]

    def get_base_queryset(self) -> Any:
        """Return the activities with what the list shows of them."""
        return Activity.objects.with_audiences()


class ActivityCreateView(generic.CreateView):
    """Notes who entered an activity."""

    def save_instance(self) -> Any:
        """Store the activity with the person who entered it, and return it."""
        self.form.instance.created_by = self.request.user
        return super().save_instance()


def _persons(activity: Activity) -> str:
    numbers = [one.persons for one in activity.audiences.all() if one.persons is not None]
    return str(sum(numbers)) if numbers else ""
