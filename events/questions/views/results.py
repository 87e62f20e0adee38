"""What came in: results by question, and the form as a guest sees it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from events.forms import GuestForm
from events.powers import Power, event_for
from events.questions.reading import fresh_questions
from events.questions.results import result_of

TAB = "questions"


@require_safe
def results(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the answers to each question, added up or listed."""
    event = event_for(request, event_id, Power.SEE)
    questions = fresh_questions(event.pk, with_retired=True)
    found = [result_of(question) for question in questions]
    shown = [one for one in found if one.answered or not one.question.is_retired]
    context = {"event": event, "tab": TAB, "results": shown}
    return render(request, "events/questions/results.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the form as a guest sees it; sent, it is checked and nothing is kept."""
    event = event_for(request, event_id, Power.SEE)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = GuestForm(*sent, event=event)
    is_good = bool(sent) and form.is_valid()
    status = 422 if sent and not is_good else 200
    context = {"event": event, "form": form, "is_good": is_good}
    return render(request, "events/questions/preview.html", context, status=status)
