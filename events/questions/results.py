"""Adds up what was answered, question by question."""

from collections import Counter
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any, Final

from events.questions.models import Answer, Kind, Question
from events.questions.reading import of_seated, text_of

MOST_LISTED: Final = 500  # texts on one page; the export has all


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many chose one thing; `share` in percent of those who answered."""

    label: str
    count: int
    share: int
    places: int | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came in for one question; only what fits its kind is filled in."""

    question: Question
    answered: int
    bars: tuple[Bar, ...] = ()
    figures: tuple[tuple[str, float], ...] = ()
    texts: tuple[str, ...] = ()
    files: tuple[Answer, ...] = ()
    is_cut: bool = False


def result_of(question: Question) -> Result:
    """Return what those who may still come, or came, answered to one question; one query."""
    answers = list(of_seated(question).select_related("registration").order_by("pk"))
    facts: dict[str, Any] = {"question": question, "answered": len(answers)}
    if question.has_choices:
        return Result(bars=_bars(question, answers), **facts)
    if question.kind == Kind.NUMBER:
        return Result(figures=_figures(answers), **facts)
    listed = answers[:MOST_LISTED]
    is_cut = len(answers) > MOST_LISTED
    if question.kind == Kind.FILE:
        return Result(files=tuple(listed), is_cut=is_cut, **facts)
    if question.kind == Kind.CONSENT:
        return Result(**facts)
    texts = tuple(text_of(question, answer) for answer in listed)
    return Result(texts=texts, is_cut=is_cut, **facts)


def _bars(question: Question, answers: list[Answer]) -> tuple[Bar, ...]:
    counted = Counter(key for answer in answers for key in answer.chosen)
    whole = max(len(answers), 1)
    return tuple(
        Bar(
            label=choice.label,
            count=counted[choice.pk],
            share=round(100 * counted[choice.pk] / whole),
            places=choice.places,
        )
        for choice in question.choices.all()
        if counted[choice.pk] or not choice.is_retired
    )


def _figures(answers: list[Answer]) -> tuple[tuple[str, float], ...]:
    numbers = [float(answer.number) for answer in answers if answer.number is not None]
    if not numbers:
        return ()
    return (
        ("least", min(numbers)),
        ("mean", fmean(numbers)),
        ("median", median(numbers)),
        ("most", max(numbers)),
    )
