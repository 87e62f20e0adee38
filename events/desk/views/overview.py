"""What an organiser wants to know first: one event at a glance, and all of one's events."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.desk import figures
from events.desk.entry import has_a_desk
from events.desk_tabs import list_address, tabs_for
from events.models import EventPage, Registration, Seats, State
from events.models.wording import Door
from events.powers import Power, event_for, events_for, may
from events.times import moment_text

AT_ONCE: Final = 30


@require_safe
def overview(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """Show one event at a glance."""
    event = event_for(request, event_id, Power.SEE)
    counts = figures.counts_of([event.pk]).get(event.pk, figures.no_counts())
    timeline = figures.timeline(event)
    seated = Registration.objects.filter(event=event).active()
    context = {
        "event": event,
        "tab": "overview",
        "address": list_address(event.pk),
        "funnel": figures.funnel(event, counts),
        "seats": _seats(event, counts),
        "held": counts[State.OFFERED] + counts[State.PENDING],
        "recent": counts["recent"],
        "timeline": timeline,
        "columns": figures.columns(timeline),
        "breakdowns": [
            (key, label, bars)
            for key, label, bars in (
                ("groups", _("Stakeholder groups"), figures.by_group(seated)),
                ("countries", _("Countries"), figures.by_country(seated)),
                ("organisations", _("Organisations"), figures.by_organisation(seated)),
                ("languages", _("Languages"), figures.by_language(seated)),
            )
            if bars
        ],
        "window": _window(event),
        "to_approve": counts[State.APPROVAL],
        "waiting": counts[State.WAITING],
        "running_out": figures.running_out(event),
        "may_add": may(request.user, Power.ADD, event),
        "edit_url": _edit_url(request, event),
    }
    return TemplateResponse(request, "events/desk/overview.html", context)


@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """Show the events that somebody may run, the next one first, with their figures."""
    seen = events_for(request.user, Power.SEE)
    if not has_a_desk(request.user):
        raise PermissionDenied
    mine = EventPage.objects.filter(
        pk__in=seen.values("pk").union(events_for(request.user, Power.CHECK_IN).values("pk"))
    )
    is_past, text = "past" in request.GET, request.GET.get("q", "").replace("\0", "").strip()[:200]
    now = timezone.now()
    wanted = mine.filter(end__lte=now) if is_past else mine.filter(end__gt=now)
    if text:
        wanted = wanted.filter(title__icontains=text)
    page = Paginator(wanted.order_by("-start" if is_past else "start", "pk"), AT_ONCE).get_page(
        request.GET.get("p")
    )
    shown = list(page)
    context = {
        "rows": _rows(request, shown, seen),
        "page_obj": page,
        "is_past": is_past,
        "q": text,
        "sees_people": may(request.user, Power.SEE),
        "header_title": _("Events and their registrations"),
        "header_icon": "group",
    }
    return TemplateResponse(request, "events/desk/events.html", context)


def next_events(request: HttpRequest, number: int) -> list[dict[str, Any]]:
    """Return the next events of somebody with their figures; a few queries."""
    seen = events_for(request.user, Power.SEE)
    coming = seen.filter(end__gt=timezone.now(), live=True).order_by("start", "pk")
    return _rows(request, list(coming[:number]), seen)


def _rows(request: HttpRequest, shown: list[EventPage], seen: Any) -> list[dict[str, Any]]:
    """Return what the list tells of each event; of who only checks in there are no figures."""
    may_see = set(seen.filter(pk__in=[event.pk for event in shown]).values_list("pk", flat=True))
    counts = figures.counts_of(may_see)
    rows = []
    for event in shown:
        if event.pk not in may_see:
            tabs = tabs_for(request.user, event, "")
            rows.append({"event": event, "url": tabs[0]["url"] if tabs else ""})
            continue
        mine = counts.get(event.pk, figures.no_counts())
        url = reverse("registrations:overview", args=(event.pk,))
        rows.append({"event": event, "url": url, "seats": _seats(event, mine), "counts": mine})
    return rows


def _seats(event: EventPage, counts: dict[str, int]) -> Seats:
    held = counts[State.OFFERED] + counts[State.PENDING]
    return Seats(
        capacity=event.capacity,
        confirmed=figures.seats_taken(counts),
        held=held,
        waiting=counts[State.WAITING],
    )


def _window(event: EventPage) -> str:
    """Return in words whether one may register now, and until or from when."""
    if not event.live:
        return _("The page is not published: nobody can register by it.")
    moments = {
        Door.NOT_YET: (_("Registration opens %(moment)s."), event.registration_opens),
        Door.OPEN: (_("Registration is open until %(moment)s."), event.closes_at),
        Door.CLOSED: (_("Registration closed %(moment)s."), event.closes_at),
        Door.CANCELLED: (_("The event is cancelled."), None),
        Door.POSTPONED: (_("The event is postponed."), None),
        Door.OVER: (_("The event is over."), None),
    }
    said, moment = moments[event.door(timezone.now())]
    return said % {"moment": moment_text(moment, event.time_zone)} if moment else said


def _edit_url(request: HttpRequest, event: EventPage) -> str:
    """Return the address of the page's editing form, for those who may edit it."""
    if not event.permissions_for_user(request.user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=(event.pk,))
