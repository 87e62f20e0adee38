"""A person's own ticket, opened by the secret link of the registration."""

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from events.door import actions
from events.door.actions.ticketing import ticket_code
from events.door.refusals import NoTicket
from events.models import Registration
from events.seat_views import by_link


@require_safe
@by_link
def ticket(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Show the ticket, to hold before a scanner or to print."""
    if not mine.is_confirmed or mine.event.is_cancelled:
        return HttpResponseRedirect(reverse("events:registration", args=(token,)))
    context = {
        "registration": mine,
        "event": mine.event,
        "token": token,
        "code": ticket_code(mine),
        "is_replaced": "replaced" in request.GET,
    }
    return render(request, "events/door/ticket.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def replace(request: HttpRequest, token: str, mine: Registration) -> HttpResponseBase:
    """Give another ticket for a lost one, which opens the door no more."""
    address = reverse("door:ticket", args=(token,))
    if request.method != "POST":
        return HttpResponseRedirect(address)
    try:
        actions.replace_ticket(registration_id=mine.pk)
    except NoTicket:
        return HttpResponseRedirect(address)
    return HttpResponseRedirect(f"{address}?replaced=1", status=303)
