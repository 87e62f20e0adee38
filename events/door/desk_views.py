"""The tab "Door" at an event's desk: who was there, put right by hand, and closed at the end."""

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from events.door import actions, tasks
from events.door.attendance import attendances_of
from events.door.counting import count, count_by_session, expected, seen
from events.door.forms import ByHandForm
from events.door.models import DoorBook, Scan
from events.door.models.scan import COUNTING
from events.models import Registration, Session
from events.powers import Power, event_for, may
from events.refusals import Refusal

if TYPE_CHECKING:
    from events.models import EventPage

TAB: Final = "door"
AT_ONCE: Final = 50
SHOWN: Final = {
    "": gettext_lazy("Everyone with a seat"),
    "present": gettext_lazy("Was there"),
    "absent": gettext_lazy("Was not seen"),
}


@require_safe
def attendance(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show who was expected, who was there, and for how long: of the event or of a session."""
    event = event_for(request, event_id, Power.SEE)
    prefetch_related_objects([event], "sessions")  # for the rows as well
    sessions = list(event.sessions.all())
    chosen = request.GET.get("session", "")
    session = next((one for one in sessions if str(one.pk) == chosen), None)
    shown, text = request.GET.get("shown", ""), request.GET.get("q", "").strip()[:100]
    people = _people(event, session, shown, text.replace("\0", ""))
    by_session = count_by_session(event, sessions)
    counts = count(event, session, timezone.now())
    pages = Paginator(people, AT_ONCE)
    if not shown and not text:
        pages.count = counts.expected  # nobody is left out, and they are counted already
    page = pages.get_page(request.GET.get("p"))
    context = {
        "event": event,
        "tab": TAB,
        "session": session,
        "sessions": sessions,
        "shown": shown,
        "shown_choices": SHOWN.items(),
        "text": text,
        "counts": counts,
        "by_session": [(one, by_session[one.pk]) for one in sessions],
        "page": page,
        "rows": _rows(event, list(page.object_list)),
        "book": DoorBook.objects.filter(event=event).first(),
        "can_change": may(request.user, Power.CHANGE, event),
        "can_check_in": may(request.user, Power.CHECK_IN, event),
        "reports": event.attendance_reports.select_related("session")[:10],
    }
    return render(request, "events/door/admin/attendance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all that is known of one person's attendance, and put it right with a reason."""
    found = Registration.objects.select_related("event__entry")
    registration = get_object_or_404(found, pk=pk)
    event = event_for(request, registration.event_id, Power.SEE)
    registration.event = event
    form = ByHandForm(request.POST if request.method == "POST" else None, event=event)
    if form.is_valid():
        event_for(request, event.pk, Power.CHANGE)
        if _put_right(request, registration, form.cleaned_data):
            return redirect("door_desk:attendance", event.pk)
    context = {
        "event": event,
        "tab": TAB,
        "registration": registration,
        "attendance": attendances_of([registration])[registration.pk],
        "scans": _history(registration),
        "stays": registration.stays.select_related("session"),
        "form": form,
        "can_change": may(request.user, Power.CHANGE, event) and registration.is_confirmed,
    }
    return render(request, "events/door/admin/one.html", context)


@require_POST
def close(request: HttpRequest, event_id: int) -> HttpResponse:
    """Close the attendance: whoever was not seen did not come."""
    event = event_for(request, event_id, Power.CHANGE)
    by: Any = request.user
    try:
        actions.close_attendance(event=event, by=by)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        actions.mark_absent()
        tasks.wake()
        log(instance=event, action="events.close_attendance", user=request.user)
        messages.success(request, _("Attendance is closed. You can still put single people right."))
    return redirect("door_desk:attendance", event.pk)


def _people(event: "EventPage", session: Session | None, shown: str, text: str) -> Any:
    people = expected(event, session).order_by("name", "pk")
    if shown in ("present", "absent"):
        there = seen(event, session, timezone.now())
        if session is None:
            there = Q(state="attended")
        people = people.filter(there) if shown == "present" else people.exclude(there)
    for word in text.split()[:5]:
        here = Q(name__icontains=word) | Q(organisation__icontains=word)
        people = people.filter(here | Q(email__icontains=word))
    return people


def _rows(event: "EventPage", people: list[Registration]) -> list[dict[str, Any]]:
    for one in people:
        one.event = event
    known = attendances_of(people)
    return [{"registration": one, "attendance": known[one.pk]} for one in people]


def _history(registration: Registration) -> list[dict[str, Any]]:
    scans = Scan.objects.filter(registration=registration).select_related("by", "session")
    standing = set(
        Scan.objects.standing().filter(registration=registration).values_list("pk", flat=True)
    )
    return [
        {"scan": scan, "is_undone": scan.verdict in COUNTING and scan.pk not in standing}
        for scan in scans
    ]


def _put_right(request: HttpRequest, registration: Registration, said: dict[str, Any]) -> bool:
    by: Any = request.user
    what = {"session": said.get("session"), "by": by, "reason": said["reason"]}
    try:
        if said["is_present"]:
            answer = actions.set_present(registration=registration, **what)
            problem = "" if answer.scan.verdict in COUNTING else str(answer.verdict.label)
        else:
            actions.set_absent(registration_id=registration.pk, **what)
            problem = ""
    except Refusal as refused:
        problem = str(refused)
    if problem:
        messages.error(request, problem)
        return False
    log(instance=registration.event, action="events.correct_attendance", user=request.user)
    messages.success(request, _("%(name)s: noted.") % {"name": registration.name})
    return True
