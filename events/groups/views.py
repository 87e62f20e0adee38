"""The page of a group's leader, opened by the link to the leader's own registration."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.groups import actions
from events.groups.forms import PeopleForms, people_forms
from events.groups.models import Companion
from events.groups.refusals import NotALeader
from events.models import Registration
from events.refusals import Busy, Refusal
from events.seat_views import by_link


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def group(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Show those who come along; bring more, all of them or none."""
    left = actions.may_bring(mine) if mine.is_confirmed else 0
    if request.method != "POST":
        return _page(request, token, mine, people_forms(leader=mine, left=left), left)
    forms = people_forms(request.POST, request.FILES, leader=mine, left=left)
    if not forms.management_form.is_valid():
        fresh = people_forms(leader=mine, left=left)
        broken = _("The form arrived in pieces. Fill it in once more.")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, token, mine, fresh, left, status=status, problem=broken)
    if not forms.is_valid():
        return _page(request, token, mine, forms, left, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        people = [form.guest(mine) for form in forms.filled()]
        actions.bring(leader_id=mine.pk, people=people)
    except Refusal as refusal:
        status = (
            HTTPStatus.SERVICE_UNAVAILABLE if isinstance(refusal, Busy) else HTTPStatus.CONFLICT
        )
        return _page(request, token, mine, forms, left, status=status, problem=str(refusal))
    return _back(token)


@require_http_methods(["POST"])
@by_link
def give_up(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Cancel for somebody whom the leader brought; once more is no fault."""
    key = request.POST.get("person", "")
    brought = Companion.objects.filter(leader=mine)
    found = get_object_or_404(brought, pk=int(key) if key.isdecimal() and len(key) < 10 else 0)
    try:
        actions.give_up(leader_id=mine.pk, registration_id=found.pk)
    except Refusal as refusal:
        context = {"what": "refused", "event": mine.event, "text": str(refusal)}
        return render(request, "events/message.html", context, status=HTTPStatus.CONFLICT)
    return _back(token)


def _page(
    request: HttpRequest,
    token: str,
    mine: Registration,
    forms: PeopleForms,
    left: int,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    problem: str = "",
) -> HttpResponse:
    context = {
        "registration": mine,
        "event": mine.event,
        "token": token,
        "people": actions.companions_of(mine),
        "forms": forms,
        "left": left,
        "problem": problem,
        "why_not": "" if mine.is_confirmed else str(NotALeader()),
    }
    return render(request, "events/groups/group.html", context, status=status)


def _back(token: str) -> HttpResponseRedirect:
    address = reverse("event_groups:group", args=(token,))
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
