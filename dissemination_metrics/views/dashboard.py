"""The page "Reach": what was counted, by group and month; and the button that counts again."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from dissemination_metrics import tasks, wording
from dissemination_metrics.charts import Chart, ring
from dissemination_metrics.days import ONE_DAY, days_between, local_today
from dissemination_metrics.forms import FilterForm, RecountForm, SpanForm
from dissemination_metrics.groups import Slots
from dissemination_metrics.models import Measure
from dissemination_metrics.overview import CHARTED, Overview, Total
from dissemination_metrics.periods import months_earlier
from dissemination_metrics.questions import LISTED
from dissemination_metrics.rollups import recount_day
from dissemination_metrics.terms import Terms

AT_ONCE: Final = 31  # days that are counted while somebody waits; more go to a worker


@dataclass(frozen=True)
class Tile:
    """One number at the top of the page, with the method behind it."""

    total: Total
    change: str
    how: Any


@dataclass(frozen=True)
class Section:
    """One chart of the page, with its sentence and the method behind it."""

    measure: Measure
    total: Total
    chart: Chart
    text: str
    how: Any


class FiguresPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin for those who may see figures, with its place in the breadcrumbs."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page.

        Raises:
            PermissionDenied: this person may not see figures.
        """
        if not request.user.has_perm("dissemination_metrics.view_figure"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the admin's home to this page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class DashboardView(FiguresPage):
    """What reached whom. Period and group stand in the address, so that it can be passed on."""

    template_name = "dissemination_metrics/dashboard.html"
    page_title = gettext_lazy("Reach")
    header_icon = "view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context: the sentence, the numbers, the charts and the lists."""
        slots = Slots(Terms())
        form = FilterForm(self.request.GET or None, slots=slots, initial=_usual())
        overview = Overview(slots=slots, **_asked(form))
        return super().get_context_data(
            form=form,
            overview=overview,
            headline=wording.headline(overview),
            explanation=wording.explanation(overview),
            tiles=[_tile(total) for total in overview.tiles],
            sections=[_section(measure, overview) for measure in CHARTED],
            ring=ring(overview.by_group),
            members=overview.totals[Measure.MEMBERS].value,
            lists=[(measure, overview.lists[measure]) for measure in LISTED],
            presets=presets(local_today(), overview),
            recount_form=RecountForm(
                initial={"first": local_today() - ONE_DAY, "last": local_today()}
            ),
            may_recount=self.request.user.has_perm("dissemination_metrics.recount_figure"),
            **kwargs,
        )


@dataclass(frozen=True)
class Preset:
    """A period that people ask for often."""

    label: str
    query: str
    is_chosen: bool


def presets(today: date, overview: Overview) -> list[Preset]:
    """Return links to common periods that keep the chosen group."""
    spans = (
        (_("30 days"), today - 29 * ONE_DAY),
        (_("6 months"), months_earlier(today, 5)),
        (_("12 months"), months_earlier(today, 11)),
        (_("This year"), today.replace(month=1, day=1)),
    )
    return [
        Preset(
            label,
            urlencode({"first": str(first), "last": str(today), "group": overview.slot}),
            (first, today) == (overview.first, overview.last),
        )
        for label, first in spans
    ]


@require_POST
def recount(request: HttpRequest) -> HttpResponse:
    """Count days again: few at once, many in the background; then return to the page.

    Raises:
        PermissionDenied: this person may not have figures counted.
    """
    if not request.user.has_perm("dissemination_metrics.recount_figure"):
        raise PermissionDenied
    form = RecountForm(request.POST)
    if form.is_valid():
        messages.success(
            request, _count_again(form.cleaned_data["first"], form.cleaned_data["last"])
        )
    else:
        faults = [text for texts in form.errors.values() for text in texts]
        messages.error(request, " ".join(str(fault) for fault in faults))
    return HttpResponseRedirect(reverse("reach:index"))


def _count_again(first: date, last: date) -> str:
    """Count the days and return what was done."""
    days = list(days_between(first, last))
    if len(days) > AT_ONCE:
        tasks.recount_days.delay(first.isoformat(), last.isoformat())
        return _("%(days)d days are being counted in the background.") % {"days": len(days)}
    for day in days:
        recount_day(day)
    return ngettext(
        "One day was counted again.", "%(days)d days were counted again.", len(days)
    ) % {"days": len(days)}


def _asked(form: FilterForm) -> dict[str, Any]:
    """Return the days and the group that were asked for; the usual ones where that fails."""
    if form.is_valid():
        told = form.cleaned_data
        return {"first": told["first"], "last": told["last"], "slot": told["group"]}
    return _usual()


def _usual() -> dict[str, Any]:
    today = local_today()
    return {"first": SpanForm.default_first(today), "last": today}


def _tile(total: Total) -> Tile:
    return Tile(total, wording.change_text(total), wording.HOW_COUNTED[total.measure])


def _section(measure: Measure, overview: Overview) -> Section:
    chart = overview.charts[measure]
    return Section(
        measure=measure,
        total=overview.totals[measure],
        chart=chart,
        text=wording.chart_text(measure, chart),
        how=wording.HOW_COUNTED[measure],
    )
