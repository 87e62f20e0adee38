"""Copies an event from the administration: to another day, or to many."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.copying import copy_event
from events.models import EventPage
from events.series.forms import CopyForm


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, event_id: int) -> HttpResponse:
    """Make drafts with the words of an event for new dates; nobody who is registered goes along."""
    event = get_object_or_404(EventPage.objects.filter(alias_of=None), pk=event_id)
    if not may_copy(request.user, event):
        raise PermissionDenied
    form = CopyForm(request.POST if request.method == "POST" else None, event=event)
    if not form.is_valid():
        context = {"event": event, "form": form, "tab": ""}
        return render(request, "events/series/admin/copy.html", context)
    with transaction.atomic():
        made = [
            copy_event(
                event=event, start=start, title=form.cleaned_data["title"], user=request.user
            )
            for start in form.cleaned_data["moments"]
        ]
    number = len(made)
    said = ngettext("%(number)s draft is made.", "%(number)s drafts are made.", number)
    messages.success(request, said % {"number": number})
    if number == 1:
        return redirect("wagtailadmin_pages:edit", made[0].pk)
    messages.info(request, _("Publish them one by one, or in a bundle."))
    return redirect("wagtailadmin_explore", event.get_parent().pk)


def may_copy(user: object, event: EventPage) -> bool:
    """Return whether somebody may read this event in the administration and add one beside it."""
    beside = event.get_parent().permissions_for_user(user)
    return bool(event.permissions_for_user(user).can_edit() and beside.can_add_subpage())
