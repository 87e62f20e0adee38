"""A message by hand: write it, see who gets it, say yes."""

import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.log_actions import log

from events.letters import actions, audience, composing, tasks
from events.letters.forms import MessageForm
from events.letters.models import EventLetters
from events.letters.placeholders import placeholders_for
from events.letters.starters import QUESTIONS, starter
from events.letters.views.showing import address, faults, screen, shown
from events.models import EventPage, Registration, State
from events.powers import Power, event_for

SHOWN: Final = 500  # people on the page that asks
ASKED: Final = (State.CONFIRMED, State.APPROVAL, State.WAITING)  # who may still answer questions


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def message(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the form, the list of those who get the message, and send it on the second yes."""
    event = event_for(request, event_id, Power.CHANGE)
    if request.method != "POST":
        return _form(request, event, MessageForm(event=event, initial=_begin(request, event)))
    form, do = MessageForm(request.POST, event=event), request.POST.get("do", "")
    if not form.is_valid() or do == "edit":
        return _form(request, event, form)
    if do == "test":
        _test(request, event, form)
        return _form(request, event, form)
    if not audience.chosen(event, form.choice()).exists():
        form.add_error(None, _("Nobody is left when all of these conditions hold."))
        return _form(request, event, form)
    return _send(request, event, form) if do == "send" else _ask(request, event, form)


@require_POST
@never_cache
def preview(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the message as the first of those who get it would see it, with an example name."""
    event = event_for(request, event_id, Power.CHANGE)
    form = MessageForm(request.POST, event=event)
    if not form.is_valid():
        return faults(form)
    words = form.words()[0]
    state = form.cleaned_data["states"][0]
    person = Registration(event=event, name="Marta Example", email="marta@example.org", state=state)
    mail = composing.preview_message(person, words)
    return shown(mail, as_text=request.POST.get("as") == "text")


def _begin(request: HttpRequest, event: EventPage) -> dict[str, Any]:
    """Return what stands in the form at first."""
    about = request.GET.get("about", "")
    letters = EventLetters.objects.filter(event=event).first()
    user: Any = request.user
    initial: dict[str, Any] = {
        "states": list(ASKED) if about == QUESTIONS else [State.CONFIRMED],
        "reply_to": (letters.reply_to if letters else "") or user.email,
    }
    if about == QUESTIONS:
        for language in audience.counts(event, "language") | {event.language: 0}:
            words = starter(QUESTIONS, language)
            initial |= {f"subject-{language}": words.subject, f"body-{language}": words.body}
    return initial


def _form(request: HttpRequest, event: EventPage, form: MessageForm) -> HttpResponse:
    seated = Registration(event=event, state=State.CONFIRMED)
    known = {one.name: one.label for one in placeholders_for(seated)}
    response = screen(request, "message", event, form=form, known=known.items())
    response.status_code = 422 if form.is_bound and form.errors else 200
    return response


def _ask(request: HttpRequest, event: EventPage, form: MessageForm, uid: str = "") -> HttpResponse:
    """Show who gets it, and ask."""
    people = audience.chosen(event, form.choice()).select_related("group")
    rows = list(people)
    left_out = audience.suppressed(rows)
    return screen(
        request,
        "ask",
        event,
        form=form,
        uid=uid or str(uuid.uuid4()),
        seen=audience.print_of(people),
        number=len(rows),
        left_out=len(left_out),
        people=[(row, row.pk in left_out) for row in rows[:SHOWN]],
        shown=SHOWN,
        choice=audience.in_words(event, form.choice()),
        words=form.words(),
    )


def _send(request: HttpRequest, event: EventPage, form: MessageForm) -> HttpResponse:
    by: Any = request.user
    try:
        uid = uuid.UUID(request.POST.get("uid", ""))
    except ValueError:
        return _ask(request, event, form)
    try:
        sending = actions.send_message(
            event=event,
            choice=form.choice(),
            words=form.words(),
            by=by,
            reply_to=form.cleaned_data["reply_to"],
            uid=uid,
            seen=request.POST.get("seen", ""),
        )
    except actions.ListChanged:
        messages.warning(request, _("The list has changed meanwhile. Look at it once more."))
        return _ask(request, event, form, str(uid))
    tasks.wake()
    log(instance=event, action="letters.send", user=request.user)
    messages.success(request, _("The message is on its way."))
    return redirect(address("sent", event.pk, sending.pk))


def _test(request: HttpRequest, event: EventPage, form: MessageForm) -> None:
    to: Any = request.user
    for words in form.words():
        actions.send_test(event=event, kind=None, words=words, to=to)
    messages.success(request, _("A test goes to %(address)s.") % {"address": to.email})
