"""The guided path: from answers to a short list, the same for everybody who answers the same.

A tool fits when it fits every answer. Where fewer than three fit, the nearest are named too, with
what does not fit; so whatever is answered, there is something to begin with. The nearest are those
with the most points: each fitting answer gives the weight of its question, and half the weight of
the first question goes to a tool of the stage before or after; among equals the code decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.http import urlencode

from pages.models import ToolPage
from toolbox.questions import NAMES, QUESTIONS, Answer, Question
from toolbox.traits import Traits, traits_of

MOST: Final = 6
FEW: Final = 3

Answers = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Match:
    """A tool with the reasons for it and against it."""

    tool: Any
    points: int
    reasons: tuple[Any, ...]
    doubts: tuple[Any, ...]

    @property
    def fits(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.doubts


def read_answers(params: QueryDict) -> dict[str, str]:
    """Return the answers that an address gives, in the order of the questions; never raises."""
    given = {question.name: params.get(question.name) for question in QUESTIONS}
    return {q.name: str(given[q.name]) for q in QUESTIONS if q.answer(given[q.name])}


def query_of(answers: Answers) -> str:
    """Return the answers as the query of an address, with its question mark; empty for none."""
    ordered = [(name, answers[name]) for name in NAMES if name in answers]
    return f"?{urlencode(ordered)}" if ordered else ""


def chosen(answers: Answers) -> list[tuple[Question, Answer]]:
    """Return the questions that were answered, each with its answer."""
    pairs = ((question, question.answer(answers.get(question.name))) for question in QUESTIONS)
    return [(question, answer) for question, answer in pairs if answer]


def remaining(traits: Iterable[Traits], answers: Answers) -> int:
    """Return how many tools fit all the answers."""
    wanted = [answer.fits for _question, answer in chosen(answers)]
    return sum(all(fits(tool) for fits in wanted) for tool in traits)


def matches(tools: Iterable[ToolPage], answers: Answers) -> tuple[list[Match], list[Match]]:
    """Return the tools that fit, six at most, and the nearest others where fewer than three fit.

    Together at least one, unless there are no tools at all.
    """
    ranked = sorted((_match(tool, answers) for tool in tools), key=_rank)
    fitting = [match for match in ranked if match.fits][:MOST]
    near = [match for match in ranked if not match.fits][: max(0, FEW - len(fitting))]
    return fitting, near


def _match(tool: ToolPage, answers: Answers) -> Match:
    traits = traits_of(tool)
    reasons, doubts, points = [], [], 0
    for question, answer in chosen(answers):
        if answer.fits(traits):
            points += 2 * question.weight
            reasons.append(question.because)
        else:
            doubts.append(question.although)
        if question.name == "situation":
            points += _closeness(traits, int(answer.value), question.weight)
    return Match(tool=tool, points=points, reasons=tuple(reasons), doubts=tuple(doubts))


def _closeness(traits: Traits, stage: int, weight: int) -> int:
    """Return what a tool gains by its own stage: the very one, or the one before or after."""
    if traits.stage == stage:
        return 1
    is_near = any(abs(own - stage) == 1 for own in traits.stages if own)
    return weight if stage not in traits.stages and is_near else 0


def _rank(match: Match) -> tuple[int, int]:
    return -match.points, match.tool.code_order
