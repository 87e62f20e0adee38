"""One registration: what can be decided about it, notes, its log; and adding one by hand."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from events import actions, parts
from events.desk.actions import write_note
from events.desk.forms import AddForm, NoteForm, OptionalReasonForm, ReasonForm
from events.desk.views.people import one_address
from events.desk_tabs import list_address
from events.models import EventPage, Registration, RegistrationStep, State
from events.models.registration import HOPING, SEATED
from events.powers import Power, event_for, may
from events.refusals import Refusal, StateChanged
from events.steps import staff
from events.times import clock

ATTENDANCE: Final = {"attended": State.ATTENDED, "no-show": State.NO_SHOW, "undo": State.CONFIRMED}


def _note_attendance(*, registration_id: int, by: Any, deed: str) -> Registration:
    return actions.note_attendance(registration_id=registration_id, to=ATTENDANCE[deed], by=by)


DEEDS: Final[dict[str, Callable[..., Registration]]] = {
    "approve": actions.approve_registration,
    "offer": actions.offer_seat,
    "decline": actions.decline_registration,
    **dict.fromkeys(ATTENDANCE, _note_attendance),
}


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one registration with its log; decide on it, or leave a note."""
    found = Registration.objects.select_related("event__entry", "group", "country", "user")
    registration = get_object_or_404(found, pk=pk)
    event = event_for(request, registration.event_id, Power.SEE)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    form = ReasonForm(request.POST if deed == "decline" else None)
    notes = NoteForm(request.POST if deed == "note" else None)
    if deed == "note" and notes.is_valid():
        return _keep_note(request, registration, notes)
    if deed in DEEDS and (deed != "decline" or form.is_valid()):
        event_for(request, event.pk, Power.CHANGE)
        _do(request, deed, registration, form)
        return redirect(one_address(registration))
    return render(
        request, "events/admin/one.html", _context(request, registration, form) | {"notes": notes}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, event_id: int) -> HttpResponse:
    """Register somebody by hand, through the same door as everyone."""
    event = event_for(request, event_id, Power.ADD)
    by: Any = request.user
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddForm(*sent, event=event, initial={"language": event.language})
    if form.is_valid():
        language, to = form.cleaned_data["language"], form.state_given()
        try:
            done = actions.register_by_hand(
                event_id=event.pk, guest=form.guest(), language=language, by=by, to=to
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            log(instance=event, action="events.register", user=by, data={"registration": done.pk})
            said = _("%(name)s: %(state)s. A mail tells the person.")
            messages.success(request, said % {"name": done.name, "state": done.state_text})
            return redirect(list_address(event.pk))
    return render(request, "events/admin/add.html", {"form": form, "event": event, "tab": "people"})


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel somebody's registration after a page that asks; the person is told by mail."""
    registration = get_object_or_404(Registration.objects.select_related("event"), pk=pk)
    event = event_for(request, registration.event_id, Power.CHANGE)
    by: Any = request.user
    form = OptionalReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"registration": registration, "event": event, "tab": "people", "form": form}
        return render(request, "events/admin/cancel.html", context)
    if not registration.is_active:
        messages.warning(request, _what_happened(registration))
        return redirect(one_address(registration))
    try:
        actions.cancel_registration(
            registration_id=pk, by=staff(by), reason=form.cleaned_data["reason"]
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        told = {"registration": pk}
        log(instance=event, action="events.cancel_registration", user=by, data=told)
        messages.success(request, _("The registration is cancelled; the seat is free."))
    return redirect(list_address(event.pk))


def _keep_note(request: HttpRequest, registration: Registration, form: NoteForm) -> HttpResponse:
    """Write a note down; who looks on may not."""
    event_for(request, registration.event_id, Power.CHANGE)
    by: Any = request.user
    write_note(registration_id=registration.pk, text=form.cleaned_data["text"], by=by)
    messages.success(request, _("The note is kept."))
    return redirect(one_address(registration))


def _do(request: HttpRequest, deed: str, registration: Registration, form: ReasonForm) -> None:
    more: dict[str, Any] = {"deed": deed} if deed in ATTENDANCE else {}
    if deed == "decline":
        more["reason"] = form.cleaned_data["reason"]
    try:
        done = DEEDS[deed](registration_id=registration.pk, by=request.user, **more)
    except StateChanged:
        messages.warning(request, _what_happened(registration))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("%(name)s: %(state)s. A mail tells the person.")
        if deed in ATTENDANCE:
            said = _("%(name)s: %(state)s.")
        messages.success(request, said % {"name": done.name, "state": done.state_text})


def _what_happened(registration: Registration) -> str:
    """Return in words that somebody else was faster: who, when, and how it stands now."""
    steps = RegistrationStep.objects.filter(registration=registration).select_related("by")
    last = steps.order_by("-pk").first()
    if last is None:
        return str(StateChanged())
    moment = localtime(last.at, clock(registration.event.time_zone))
    return _("This registration has changed meanwhile: %(state)s, by %(who)s, %(when)s.") % {
        "state": last.get_after_display(),
        "who": last.by.name if last.by else last.get_actor_display(),
        "when": date_format(moment, "SHORT_DATETIME_FORMAT"),
    }


def _context(request: HttpRequest, registration: Registration, form: ReasonForm) -> dict[str, Any]:
    event = registration.event
    may_change = may(request.user, Power.CHANGE, event)
    is_open = may_change and not event.is_over
    more = parts.sheet(event, [registration.pk])
    return {
        "registration": registration,
        "event": event,
        "tab": "people",
        "more": list(zip(more.headings, more.rows[registration.pk], strict=True)),
        "form": form,
        "steps": registration.steps.select_related("by"),
        "kept_notes": registration.notes.select_related("by"),
        "back_url": list_address(registration.event_id),
        "may_change": may_change,
        "can_approve": is_open and registration.is_to_approve,
        "can_offer": is_open and registration.is_waiting,
        "can_decline": is_open and registration.is_active and registration.state in HOPING,
        "can_cancel": is_open and registration.is_confirmed and not registration.has_come,
        "attendance": _attendance(registration, event) if may_change else [],
    }


def _attendance(registration: Registration, event: EventPage) -> list[tuple[str, str]]:
    """Return what can be noted about somebody's coming now, as deed and words."""
    if registration.state not in SEATED or event.start > timezone.now():
        return []
    said = {
        "attended": _("They came"),
        "no-show": _("They did not come"),
        "undo": _("Not known whether they came"),
    }
    return [(deed, said[deed]) for deed, to in ATTENDANCE.items() if to != registration.state]
