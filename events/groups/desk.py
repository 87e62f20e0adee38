"""The tab "Groups" at an event's desk."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.groups import actions
from events.groups.forms import RulesForm
from events.groups.models import Companion, GroupRules
from events.powers import Power, event_for, may

TAB: Final = "groups"


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show who brings whom, and say how many others one person may bring."""
    event = event_for(request, event_id, Power.SEE)
    rules = GroupRules.objects.filter(event=event).first() or GroupRules(event=event)
    form = RulesForm(request.POST or None, instance=rules)
    if request.method == "POST":
        event_for(request, event_id, Power.CHANGE)
        if form.is_valid():
            actions.set_rules(rules=form.instance)
            messages.success(request, _("Saved."))
            return redirect(request.path)
    found = Companion.objects.filter(leader__event=event).select_related("leader", "registration")
    context = {
        "event": event,
        "tab": TAB,
        "form": form,
        "companions": found.order_by("leader", "pk"),
        "may_change": may(request.user, Power.CHANGE, event),
    }
    return render(request, "events/groups/desk.html", context)


urlpatterns = [path("<int:event_id>/", overview, name="overview")]
