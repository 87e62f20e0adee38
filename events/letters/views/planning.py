"""Reminders and follow-ups: when they go out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from events.letters.forms import PlanForm
from events.letters.models import Plan
from events.letters.views.showing import address, screen
from events.models import EventPage
from events.powers import Power, event_for
from events.times import moment_text


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, event_id: int) -> HttpResponse:
    """Plan one more mail."""
    event = event_for(request, event_id, Power.CHANGE)
    plan = Plan(event=event, number=1)
    if request.GET.get("about") == Plan.About.FOLLOW_UP:
        plan.about, plan.anchor = Plan.About.FOLLOW_UP, Plan.Anchor.AFTER_END
    return _edit(request, event, plan)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, event_id: int, plan_id: int) -> HttpResponse:
    """Put a planned mail at another time, switch it off, or give it up."""
    event = event_for(request, event_id, Power.CHANGE)
    plan = get_object_or_404(Plan, event=event, pk=plan_id)
    plan.event = event
    if request.method == "POST" and request.POST.get("do") == "delete":
        plan.delete()
        log(instance=event, action="letters.edit", user=request.user)
        messages.success(request, _("It is not planned any more."))
        return redirect(address("overview", event.pk))
    return _edit(request, event, plan)


def _edit(request: HttpRequest, event: EventPage, plan: Plan) -> HttpResponse:
    form = PlanForm(request.POST if request.method == "POST" else None, instance=plan)
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            plan.since = timezone.now()
        plan = form.save()
        log(instance=event, action="letters.edit", user=request.user)
        messages.success(request, _told(plan))
        return redirect(address("overview", event.pk))
    return screen(request, "plan", event, form=form, plan=plan)


def _told(plan: Plan) -> str:
    """Return what will happen, in words."""
    if not plan.is_on:
        return _("Saved. It is switched off.")
    moment = moment_text(plan.due_at, plan.event.time_zone)
    if plan.due_at < plan.since:
        return _("Saved. Its time, %(moment)s, has passed: it is not sent.") % {"moment": moment}
    return _("Saved. It goes out %(moment)s.") % {"moment": moment}
