"""The tab "Afterwards" at an event's desk: the survey with its results, and the meetings."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from events.afterwards import actions
from events.afterwards.actions.surveys import MAY_ANSWER
from events.afterwards.forms import (
    OutcomeForm,
    QuestionForm,
    SettingsForm,
    StaffMeetingForm,
    SurveyForm,
)
from events.afterwards.links import is_brokerage
from events.afterwards.meeting_counts import counted, rows_of_meetings
from events.afterwards.models import Meeting, Outcome
from events.afterwards.refusals import AfterwardsRefusal
from events.afterwards.results import FEW, results_of, rows_of
from events.models import EventPage, Registration
from events.powers import Power, event_for, may
from typeset.spreadsheets import XLSX, csv_file, xlsx_file

TAB = "afterwards"
ON_A_PAGE = 50


@require_safe
def home(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show what people thought of the event and what came of it."""
    return _show(request, event_for(request, event_id, Power.SEE))


@require_safe
def preview(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the survey as people see it."""
    event = event_for(request, event_id, Power.SEE)
    form = SurveyForm(survey=actions.survey_of(event))
    context = {"event": event, "form": form, "is_preview": True}
    return render(request, "events/afterwards/survey.html", context)


@require_POST
def settings(request: HttpRequest, event_id: int) -> HttpResponse:
    """Switch the survey on or off, and its figures on the page."""
    event = event_for(request, event_id, Power.CHANGE)
    form = SettingsForm(request.POST, instance=actions.survey_of(event))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
    return _back(event)


@require_POST
def question(request: HttpRequest, event_id: int) -> HttpResponse:
    """Add a question, or ask one no more."""
    event = event_for(request, event_id, Power.CHANGE)
    survey = actions.survey_of(event)
    retired = request.POST.get("retire", "")
    if retired:
        if retired.isascii() and retired.isdigit() and len(retired) < 10:
            actions.retire_question(survey=survey, question_id=int(retired))
        return _back(event)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _show(request, event, question_form=form)
    try:
        actions.add_question(survey=survey, **form.cleaned_data)
    except AfterwardsRefusal as refusal:
        messages.error(request, str(refusal))
    return _back(event)


@require_POST
def meeting(request: HttpRequest, event_id: int) -> HttpResponse:
    """Record a meeting for others, or what has come of one."""
    event = event_for(request, event_id, Power.CHANGE)
    number = request.POST.get("meeting", "")
    if number.isascii() and number.isdigit() and len(number) < 10:
        form = OutcomeForm(request.POST)
        if form.is_valid():
            actions.change_meeting(
                meetings=Meeting.objects.filter(event_id=event.pk),
                meeting_id=int(number),
                outcome=form.cleaned_data["outcome"],
            )
        return _back(event)
    added = StaffMeetingForm(request.POST)
    if not added.is_valid():
        return _show(request, event, meeting_form=added)
    by: Any = request.user
    actions.record_meeting(event=event, by=by, **added.cleaned_data)
    return _back(event)


@require_safe
def answers(request: HttpRequest, event_id: int, ending: str) -> HttpResponse:
    """Return the answers as a spreadsheet, in no order."""
    event = event_for(request, event_id, Power.SEE)
    headings, rows = rows_of(actions.survey_of(event))
    if not rows:
        text = ngettext(
            "There is nothing to hand out before %(count)s person has answered.",
            "There is nothing to hand out before %(count)s people have answered.",
            FEW,
        )
        messages.error(request, text % {"count": FEW})
        return _back(event)
    return _spreadsheet(headings, rows, ending, f"survey-{slugify(event.title)[:40]}")


@require_safe
def meetings(request: HttpRequest, event_id: int, ending: str) -> HttpResponse:
    """Return the meetings as a spreadsheet."""
    event = event_for(request, event_id, Power.SEE)
    headings, rows = rows_of_meetings(event)
    return _spreadsheet(headings, rows, ending, f"meetings-{slugify(event.title)[:40]}")


def _show(request: HttpRequest, event: EventPage, **forms: Any) -> HttpResponse:
    survey = actions.survey_of(event)
    could = Registration.objects.filter(event_id=event.pk, state__in=MAY_ANSWER).count()
    told = Meeting.objects.filter(event_id=event.pk).select_related("registration")
    context = {
        "event": event,
        "tab": TAB,
        "survey": survey,
        "results": results_of(survey, asked=could),
        "few": FEW,
        "questions": survey.questions.filter(is_retired=False),
        "settings_form": SettingsForm(instance=survey),
        "question_form": QuestionForm(),
        "meeting_form": StaffMeetingForm(),
        "is_brokerage": is_brokerage(event),
        "counted": counted(event),
        "page_obj": Paginator(told, ON_A_PAGE).get_page(request.GET.get("p")),
        "outcomes": Outcome.choices,
        "may_change": may(request.user, Power.CHANGE, event),
        **forms,
    }
    status = 422 if forms else 200
    return render(request, "events/afterwards/admin/afterwards.html", context, status=status)


def _spreadsheet(
    headings: Sequence[str], rows: Sequence[Sequence[Any]], ending: str, name: str
) -> HttpResponse:
    lines = (headings, *rows)
    if ending == "xlsx":
        response = HttpResponse(xlsx_file(lines), content_type=XLSX)
    else:
        response = HttpResponse(csv_file(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response


def _back(event: EventPage) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("afterwards_desk:home", args=(event.pk,)), status=303)
