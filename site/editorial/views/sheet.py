"""The editorial calendar at the desk: a month, or a list of it."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from community.members.guards import needs
from community.members.models import User
from editorial.actions.feeding import end_feed, make_feed
from editorial.calendar import KINDS, beside, entries, month_grid, month_of, span_of
from editorial.models import CalendarFeed
from editorial.views.guards import number_in

VIEW = "editorial.view_calendarfeed"


@require_safe
@needs(VIEW)
def sheet(request: HttpRequest) -> HttpResponseBase:
    """Show one month of the calendar, as a sheet or as a list."""
    today = timezone.localdate()
    month = month_of(request.GET.get("month", ""), today)
    kinds = set(request.GET.getlist("kind")) & KINDS.keys()
    person = number_in(request.GET.get("person", ""))
    first, last = span_of(month)
    found = entries(first, last, kinds=kinds, person=person)
    as_list = request.GET.get("as") == "list"
    context = {
        "month": month,
        "weeks": month_grid(month, found, today),
        "entries": [one for one in found if timezone.localdate(one.at).month == month.month],
        "as_list": as_list,
        "kinds": [(code, label, code in kinds) for code, label in KINDS.items()],
        "people": _people(),
        "person": person,
        "before": _address(request.GET, month=f"{beside(month, -1):%Y-%m}"),
        "after": _address(request.GET, month=f"{beside(month, 1):%Y-%m}"),
        "other_way": _address(request.GET, **{"as": "" if as_list else "list"}),
        "feed": CalendarFeed.objects.filter(user=request.user.pk).first(),
        "header_title": _("Editorial calendar"),
    }
    return TemplateResponse(request, "editorial/desk/calendar.html", context)


def _address(query: QueryDict, **changed: str) -> str:
    kept = query.copy()
    for name, value in changed.items():
        kept[name] = value
    return f"?{kept.urlencode()}"


def _people() -> list[tuple[int, str]]:
    """Return who may enter the desk, by name: those to whom something can belong."""
    enters = Q(groups__permissions__codename="access_admin") | Q(is_superuser=True)
    return list(
        User.objects.filter(enters, is_active=True)
        .distinct()
        .order_by("name")
        .values_list("pk", "name")
    )


@require_POST
@never_cache
@needs(VIEW)
def feed(request: HttpRequest) -> HttpResponseBase:
    """Make a new private address, shown once, or end the old one."""
    if request.POST.get("decision") == "end":
        end_feed(user=request.user)
        messages.success(request, _("The address works no more."))
        return redirect("calendar:index")
    context = {"address": make_feed(user=request.user), "header_title": _("Your calendar address")}
    return TemplateResponse(request, "editorial/desk/feed.html", context)
