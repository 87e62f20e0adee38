"""The guided path: one question a page, the answers in the address, and the result."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lane.showing import public
from toolbox import finder, shelf
from toolbox.codes import query_of
from toolbox.questions import NAMES, QUESTIONS, Question
from toolbox.traits import Traits, traits_of

STAGES = range(1, 7)


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Lead to the guided path; the tools themselves are pages of the portal."""
    return HttpResponseRedirect(reverse("toolbox:find"))


@require_safe
@public("toolbox", params=NAMES)
def begin(request: HttpRequest) -> HttpResponse:
    """Ask the first question."""
    return _ask(request, QUESTIONS[0])


@require_safe
@public("toolbox", params=NAMES)
def ask(request: HttpRequest, name: str) -> HttpResponse:
    """Ask one question; Http404 when there is none of this name."""
    question = next((question for question in QUESTIONS if question.name == name), None)
    if question is None:
        raise Http404
    return _ask(request, question)


def _ask(request: HttpRequest, question: Question) -> HttpResponse:
    answers = finder.read_answers(request.GET)
    traits = [traits_of(tool) for tool in shelf.tools()]
    number = QUESTIONS.index(question) + 1
    others = {name: value for name, value in answers.items() if name != question.name}
    context = {
        "question": question,
        "number": number,
        "total": len(QUESTIONS),
        "choices": [_choice(question, value.value, answers, traits) for value in question.answers],
        "back": _address(QUESTIONS[number - 2], answers) if number > 1 else "",
        "skip": _after(question, others),
        "result": reverse("toolbox:result") + finder.query_of(answers),
        "trail": _trail(answers),
        "left": finder.remaining(traits, answers),
        "rings": _rings(traits, answers),
        "tools": len(traits),
        "is_first": number == 1 and not answers,
    }
    return render(request, "toolbox/question.html", context)


@require_safe
@public("toolbox", params=NAMES)
def result(request: HttpRequest) -> HttpResponse:
    """Show the tools that fit, why each does, and what to do with them."""
    answers = finder.read_answers(request.GET)
    fitting, near = finder.matches(shelf.tools(for_cards=True), answers)
    codes = [match.tool.code for match in (*fitting, *near)]
    flow = answers.get("flow")
    context = {
        "fitting": [_row(match, request) for match in fitting],
        "near": [_row(match, request) for match in near],
        "trail": _trail(answers),
        "paths": [path.card(request) for path in shelf.paths() if _suits(path, flow)],
        "shortlist": reverse("toolbox:shortlist") + query_of(codes),
        "compare": reverse("toolbox:compare") + query_of(codes[:3]) if len(codes) > 1 else "",
        "pdf": reverse("toolbox:shortlist_pdf") + query_of(codes),
        "again": reverse("toolbox:find"),
        "has_answers": bool(answers),
    }
    return render(request, "toolbox/result.html", context)


def _choice(
    question: Question, value: str, answers: dict[str, str], traits: list[Traits]
) -> dict[str, Any]:
    """Return one answer as a link: where it leads, and how many tools it leaves."""
    then = {**answers, question.name: value}
    return {
        "answer": question.answer(value),
        "url": _after(question, then),
        "count": finder.remaining(traits, then),
        "is_chosen": answers.get(question.name) == value,
    }


def _address(question: Question, answers: dict[str, str]) -> str:
    if question is QUESTIONS[0]:
        return reverse("toolbox:find") + finder.query_of(answers)
    return reverse("toolbox:question", args=(question.name,)) + finder.query_of(answers)


def _after(question: Question, answers: dict[str, str]) -> str:
    """Return where it goes on after a question."""
    place = QUESTIONS.index(question) + 1
    if place < len(QUESTIONS):
        return _address(QUESTIONS[place], answers)
    return reverse("toolbox:result") + finder.query_of(answers)


def _trail(answers: dict[str, str]) -> list[dict[str, Any]]:
    """Return what was answered, each with the way back to its question."""
    return [
        {"short": question.short, "label": answer.label, "url": _address(question, answers)}
        for question, answer in finder.chosen(answers)
    ]


def _rings(traits: list[Traits], answers: dict[str, str]) -> list[list[tuple[int, bool]]]:
    """Return a row of rings a stage, one ring a tool: where it stands and whether it still fits."""
    wanted = [answer.fits for _question, answer in finder.chosen(answers)]
    rows = [[tool for tool in traits if tool.stage == stage] for stage in STAGES]
    return [
        [(7 + 13 * place, all(fits(tool) for fits in wanted)) for place, tool in enumerate(row)]
        for row in rows
    ]


def _row(match: finder.Match, request: HttpRequest) -> dict[str, Any]:
    return {"card": match.tool.card(request), "code": match.tool.code, "match": match}


def _suits(path: Any, flow: str | None) -> bool:
    modes = {term.code for term in path.oi_modes.all()}
    return bool(flow) and flow in modes
