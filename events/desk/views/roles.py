"""Who helps with an event: roles given by address, and taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.desk import actions
from events.desk.forms import RoleForm
from events.models import EventPage, EventRole
from events.powers import Power, event_for
from events.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Show who helps, and take in one more."""
    event = event_for(request, event_id, Power.CHANGE)
    form = RoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _give(request, event, form):
        return redirect("registrations:roles", event.pk)
    context = {
        "event": event,
        "tab": "roles",
        "form": form,
        "roles": event.roles.select_related("user").order_by("role", "user__name", "pk"),
    }
    return TemplateResponse(request, "events/desk/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, event_id: int, pk: int) -> HttpResponseBase:
    """Take a role back, after a page that asks; where it is gone already, say so."""
    event = event_for(request, event_id, Power.CHANGE)
    role = EventRole.objects.filter(pk=pk, event=event).select_related("user").first()
    if role is None:
        messages.warning(request, _("This role was taken back already."))
        return redirect("registrations:roles", event.pk)
    if request.method != "POST":
        context = {"event": event, "tab": "roles", "role": role}
        return TemplateResponse(request, "events/desk/role_end.html", context)
    by: Any = request.user
    actions.take_role(role=role, by=by)
    messages.success(request, _("%(name)s has no role any more.") % {"name": role.user.name})
    return _after(request, event)


def _give(request: HttpRequest, event: EventPage, form: RoleForm) -> bool:
    by: Any = request.user
    told = form.cleaned_data
    try:
        given = actions.give_role(event=event, email=told["email"], role=told["role"], by=by)
    except Refusal as refusal:
        form.add_error("email", str(refusal))
        return False
    said = {"name": given.user.name, "role": given.get_role_display()}
    messages.success(request, _("%(name)s: %(role)s") % said)
    return True


def _after(request: HttpRequest, event: EventPage) -> HttpResponse:
    """Lead on; who has taken back their own role has no way to this desk any more."""
    by: Any = request.user
    mine = EventRole.objects.filter(event=event, user=by).exists()
    is_editor = event.permissions_for_user(request.user).can_edit()
    if mine or is_editor:
        return redirect("registrations:roles", event.pk)
    return redirect("/")
