"""The tab "Sessions" at the desk of an event."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from events.models import EventPage, Session
from events.powers import Power, event_for, may
from events.refusals import Refusal
from events.sessions import actions
from events.sessions.forms import SessionForm
from events.sessions.models import taken_in


@require_safe
def index(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the sessions of an event, and how many signed up for each."""
    event = event_for(request, event_id, Power.SEE)
    sessions = event.own_sessions
    taken = taken_in([one.pk for one in sessions], timezone.now())
    rows = [{"session": one, "taken": taken.get(one.pk, 0)} for one in sessions]
    may_change = may(request.user, Power.CHANGE, event)
    context = {"event": event, "tab": "sessions", "rows": rows, "may_change": may_change}
    return render(request, "events/sessions/admin/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, event_id: int) -> HttpResponse:
    """Add a session."""
    event = event_for(request, event_id, Power.CHANGE)
    return _edit(request, event, Session(event=event))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Change a session; who signed up is told a new time or room."""
    event = event_for(request, event_id, Power.CHANGE)
    session = get_object_or_404(Session, pk=pk, event=event)
    return _edit(request, event, session)


@require_POST
def delete(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Take a session away for which nobody signed up."""
    event = event_for(request, event_id, Power.CHANGE)
    if Session.objects.exclude(event=event).filter(pk=pk).exists():
        return redirect("event_sessions:index", event.pk)
    try:
        actions.delete_session(session_id=pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The session is taken away."))
        log(instance=event, action="events.session", user=request.user)
    return redirect("event_sessions:index", event.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Cancel a session and let its people be told, after a page that asks."""
    said = _("The session is cancelled. Who signed up for it is told by mail.")
    return _asked_first(request, event_id, pk, "cancel", actions.cancel_session, said)


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Take back the cancellation of a session and tell its people, after a page that asks."""
    said = _("The session takes place. Who had signed up for it is told by mail.")
    return _asked_first(request, event_id, pk, "restore", actions.restore_session, said)


def _asked_first(
    request: HttpRequest, event_id: int, pk: int, page: str, deed: Callable[..., Any], said: str
) -> HttpResponse:
    """Do something to a session after a page that asks; `said` when it is done."""
    event = event_for(request, event_id, Power.CHANGE)
    session = get_object_or_404(Session, pk=pk, event=event)
    if request.method != "POST":
        number = taken_in([pk], timezone.now()).get(pk, 0)
        context = {"event": event, "tab": "sessions", "session": session, "number": number}
        return render(request, f"events/sessions/admin/{page}.html", context)
    try:
        deed(session_id=session.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
        log(instance=event, action="events.session", user=request.user)
    return redirect("event_sessions:index", event.pk)


def _edit(request: HttpRequest, event: EventPage, session: Session) -> HttpResponse:
    sent: Any = request.POST if request.method == "POST" else None
    form = SessionForm(sent, instance=session, event=event)
    if form.is_valid():
        known = form.known_facts() if session.pk else None
        try:
            actions.save_session(session=form.instance, known=known)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The session is saved."))
            log(instance=event, action="events.session", user=request.user)
            return redirect("event_sessions:index", event.pk)
    context = {"event": event, "tab": "sessions", "form": form, "session": session}
    return render(request, "events/sessions/admin/edit.html", context)
