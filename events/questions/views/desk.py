"""The questions at an event's desk: list, form, order, and what becomes of old ones."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from events.models import EventPage
from events.powers import Power, event_for, events_for, may
from events.questions import actions
from events.questions.forms import QuestionForm, choice_rows
from events.questions.models import Kind, Question
from events.questions.reading import fresh_questions, hints
from events.refusals import Refusal

TAB = "questions"
PAGE_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show what the event asks, in order, and what it no longer asks."""
    event = event_for(request, event_id, Power.SEE)
    questions = fresh_questions(event.pk, with_retired=True)
    said = hints(questions, event.language)
    numbers = _numbers_of_answers(event)

    def lines(*, retired: bool) -> list[dict[str, Any]]:
        return [
            {"question": one, "hint": said.get(one.pk, ""), "answered": numbers[one.pk]}
            for one in questions
            if one.is_retired == retired
        ]

    is_open = may(request.user, Power.CHANGE, event)
    context = {
        "event": event,
        "tab": TAB,
        "lines": lines(retired=False),
        "retired": lines(retired=True),
        "may_change": is_open,
        "kinds": Kind.choices,
        "sources": _sources(request, event) if is_open else (),
        "has_people": event.registrations.exists(),
    }
    return render(request, "events/questions/list.html", context)


@require_http_methods(PAGE_AND_POST)
def add(request: HttpRequest, event_id: int) -> HttpResponse:
    """Ask one more question of the kind that was chosen."""
    event = event_for(request, event_id, Power.CHANGE)
    kind = request.GET.get("kind", "")
    if kind not in Kind.values:
        return redirect(_address(event))
    return _form(request, event, Question(event=event, kind=kind))


@require_http_methods(PAGE_AND_POST)
def edit(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Change a question; what people answered stays."""
    event = event_for(request, event_id, Power.CHANGE)
    return _form(request, event, _question(event, pk))


@require_POST
def move(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Ask a question earlier or later."""
    event = event_for(request, event_id, Power.CHANGE)
    question = _question(event, pk)
    try:
        actions.move_question(question_id=question.pk, up=request.POST.get("to") == "up")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{_address(event)}#question-{question.pk}")


@require_http_methods(PAGE_AND_POST)
def remove(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Delete a question, or no longer ask it, after a page that says which."""
    event = event_for(request, event_id, Power.CHANGE)
    question = _question(event, pk)
    if request.method != "POST":
        context = {"event": event, "tab": TAB, "question": question}
        context |= {"answered": question.answers.count()}
        return render(request, "events/questions/remove.html", context)
    try:
        is_gone = actions.remove_question(question_id=question.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        _log(request, event)
        gone = _("The question is deleted.")
        retired = _("The question is no longer asked. Its answers are kept.")
        messages.success(request, gone if is_gone else retired)
    return redirect(_address(event))


@require_POST
def restore(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Ask a retired question again."""
    event = event_for(request, event_id, Power.CHANGE)
    try:
        actions.restore_question(question_id=_question(event, pk).pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        _log(request, event)
        messages.success(request, _("The question is asked again, after the others."))
    return redirect(_address(event))


@require_POST
def copy(request: HttpRequest, event_id: int) -> HttpResponse:
    """Take over the questions of another event that the person may see."""
    event = event_for(request, event_id, Power.CHANGE)
    key = request.POST.get("source", "")
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    source = events_for(request.user, Power.SEE).filter(pk=number).first()
    if source is None or source.pk == event.pk:
        messages.error(request, _("Choose the event whose questions you want."))
        return redirect(_address(event))
    there = source.questions.filter(is_retired=False).count()
    copied = actions.copy_questions(source=source, target=event)
    _log(request, event)
    said = _("%(copied)s of %(there)s questions were copied.")
    messages.success(request, said % {"copied": copied, "there": there})
    if copied < there:
        messages.warning(request, _("The others are about sessions that this event does not have."))
    return redirect(_address(event))


def _form(request: HttpRequest, event: EventPage, question: Question) -> HttpResponse:
    question.event = event
    sent = request.POST if request.method == "POST" else None
    form = QuestionForm(sent, instance=question, earlier=_earlier(event, question))
    rows = choice_rows(question, sent) if question.has_choices else None
    is_valid = form.is_valid() and (rows is None or rows.is_valid())
    if is_valid and _save(request, form, rows):
        return redirect(f"{_address(event)}#question-{question.pk}")
    context = {
        "event": event,
        "tab": TAB,
        "form": form,
        "rows": rows,
        "question": question,
        "answered": question.answers.count() if question.pk else 0,
    }
    status = 422 if sent is not None else 200
    return render(request, "events/questions/form.html", context, status=status)


def _save(request: HttpRequest, form: QuestionForm, rows: Any) -> bool:
    """Store a question; False, with an error in the form, when it cannot be."""
    offers = rows.offers() if rows is not None else None
    try:
        question = actions.save_question(question=form.question(), offers=offers)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    _log(request, question.event)
    messages.success(request, _("The question is saved."))
    return True


def _earlier(event: EventPage, question: Question) -> list[Question]:
    """Return the questions on which another may depend: those that are asked before it."""
    asked = fresh_questions(event.pk)
    if question.pk is None:
        return asked
    place = (question.position, question.pk)
    return [one for one in asked if (one.position, one.pk) < place]


def _numbers_of_answers(event: EventPage) -> Counter[int]:
    counted = Question.objects.filter(event=event).annotate(number=Count("answers")).order_by()
    return Counter(dict(counted.values_list("pk", "number")))


def _sources(request: HttpRequest, event: EventPage) -> list[EventPage]:
    found = events_for(request.user, Power.SEE).filter(questions__is_retired=False)
    return list(found.exclude(pk=event.pk).distinct().order_by("-start")[:50])


def _question(event: EventPage, pk: int) -> Question:
    found: Question = get_object_or_404(Question.objects.filter(event=event), pk=pk)
    return found


def _address(event: EventPage) -> str:
    return reverse("event_questions:list", args=(event.pk,))


def _log(request: HttpRequest, event: EventPage) -> None:
    log(instance=event, action="events.questions", user=request.user)
