"""The tab "Invitations" at an event's desk."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from events.invitations import actions, tasks
from events.invitations.forms import InviteForm
from events.invitations.lists import Read, read_list
from events.invitations.models import Answer, Invitation
from events.models import EventPage
from events.powers import Power, event_for, may
from events.refusals import Refusal

TAB: Final = "invitations"
PER_PAGE: Final = 100


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show who is invited and what they answered; invite more."""
    event = event_for(request, event_id, Power.SEE)
    if request.method != "POST":
        form = InviteForm(initial={"language": event.language})
        return _page(request, event, form)
    event_for(request, event_id, Power.CHANGE)
    form = InviteForm(request.POST, request.FILES, initial={"language": event.language})
    if not form.is_valid():
        return _page(request, event, form)
    read = read_list(form.whole_list())
    by: Any = request.user
    done = actions.invite(event=event, people=read.people, terms=form.terms(), by=by)
    tasks.wake()
    _tell(request, done, read)
    if not read.bad:
        return redirect(_address(event))
    again = InviteForm(
        initial=form.cleaned_data | {"text": "\n".join(line.text for line in read.bad)}
    )
    return _page(request, event, again, read)


@require_POST
def remind(request: HttpRequest, event_id: int) -> HttpResponse:
    """Remind those who have not answered."""
    event = event_for(request, event_id, Power.CHANGE)
    number = actions.ask_reminders(event_id=event.pk)
    tasks.wake()
    said = ngettext(
        "%(number)s person is reminded; nobody twice within a day.",
        "%(number)s people are reminded; nobody twice within a day.",
        number,
    )
    messages.success(request, said % {"number": number})
    return redirect(_address(event))


@require_POST
def withdraw(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Take an invitation back."""
    event = event_for(request, event_id, Power.CHANGE)
    invitation = get_object_or_404(Invitation, pk=pk, event=event)
    try:
        actions.withdraw(invitation_id=invitation.pk)
    except Refusal:
        messages.error(request, _("The person has registered. Cancel the registration instead."))
    else:
        messages.success(request, _("The invitation is taken back: its link opens nothing."))
    return redirect(_address(event))


urlpatterns = [
    path("<int:event_id>/", overview, name="overview"),
    path("<int:event_id>/remind/", remind, name="remind"),
    path("<int:event_id>/<int:pk>/withdraw/", withdraw, name="withdraw"),
]


def _page(
    request: HttpRequest, event: EventPage, form: InviteForm, read: Read | None = None
) -> HttpResponse:
    mine = Invitation.objects.filter(event=event)
    numbers = dict(mine.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state", "")
    shown = mine.filter(state=state) if state in Answer.values else mine
    shown = shown.select_related("registration").order_by("-pk")
    found = Paginator(shown, PER_PAGE).get_page(request.GET.get("p"))
    for invitation in found:
        invitation.event = event
    context = {
        "event": event,
        "tab": TAB,
        "form": form,
        "read": read,
        "numbers": [(one.value, one.label, numbers.get(one.value, 0)) for one in Answer],
        "found": found,
        "state": state,
        "may_change": may(request.user, Power.CHANGE, event),
    }
    return render(request, "events/invitations/desk.html", context)


def _tell(request: HttpRequest, done: actions.Invited, read: Read) -> None:
    """Say what became of a list, in numbers."""
    new = ngettext("%(number)s invitation goes out.", "%(number)s invitations go out.", done.new)
    messages.success(request, new % {"number": done.new})
    others = (
        (read.twice, _("%(number)s stood in the list twice.")),
        (done.known, _("%(number)s had an invitation already.")),
        (done.registered, _("%(number)s are registered already.")),
        (done.unwanted, _("%(number)s get none: they want no invitations, or take no mail.")),
    )
    for number, words in others:
        if number:
            messages.info(request, words % {"number": number})


def _address(event: EventPage) -> str:
    return reverse("event_invitation_desk:overview", args=(event.pk,))
