"""What the answers to a survey say together, and never what few enough said to be recognised."""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from events.afterwards.models import Survey, SurveyAnswer, SurveyQuestion
from events.afterwards.models.answer import FEWEST, MOST, RATED, Use

# Below it nothing is told but how many there are. Source: usual disclosure control of small cells.
FEW: Final = 5


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A question answered by one to five: how often each, and the mean (two digits)."""

    label: str
    counts: tuple[int, ...]
    count: int
    mean: float | None

    @property
    def bars(self) -> list[tuple[int, int]]:
        """Each grade with how many gave it, the best first."""
        return [(grade, self.counts[grade - FEWEST]) for grade in range(MOST, FEWEST - 1, -1)]


@dataclass(frozen=True, kw_only=True)
class Shares:
    """A question answered by one of a few words: how often each."""

    label: str
    shares: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Texts:
    """A question answered in people's own words, in no order."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    """All that a survey says. Where `are_few`, everything but the counts is empty."""

    asked: int
    answered: int
    are_few: bool
    ratings: tuple[Rating, ...] = ()
    shares: tuple[Shares, ...] = ()
    texts: tuple[Texts, ...] = ()
    groups: tuple[tuple[str, int, float | None], ...] = ()

    @property
    def percent(self) -> int | None:
        """How many of a hundred who were asked have answered."""
        return round(100 * self.answered / self.asked) if self.asked else None


def results_of(survey: Survey, *, asked: int = 0) -> Results:
    """Return what a survey says; `asked` is how many could answer. Three queries."""
    answers = list(survey.answers.select_related("group__parent"))
    if len(answers) < FEW:
        return Results(asked=asked, answered=len(answers), are_few=True)
    questions = list(survey.questions.all())
    return Results(
        asked=asked,
        answered=len(answers),
        are_few=False,
        ratings=tuple(_ratings(answers, questions)),
        shares=tuple(_shares(answers, questions)),
        texts=tuple(_texts(answers, questions)),
        groups=tuple(_groups(answers)),
    )


def rows_of(survey: Survey) -> tuple[list[str], list[list[Any]]]:
    """Return headings and rows for a spreadsheet, in no order; no rows where there are few."""
    questions = list(survey.questions.all())
    fields = SurveyAnswer._meta
    named = [str(fields.get_field(name).verbose_name) for name in (*RATED, "use", "takeaway")]  # type: ignore[union-attr]
    headings = [*named, *(one.text for one in questions)]
    answers = list(survey.answers.all())
    if len(answers) < FEW:
        return headings, []
    rows = [
        [
            *(getattr(one, name) for name in RATED),
            one.get_use_display(),
            one.takeaway,
            *(_told(one.own.get(question.key)) for question in questions),
        ]
        for one in answers
    ]
    secrets.SystemRandom().shuffle(rows)
    return headings, rows


def rating(label: str, values: Iterable[int | None]) -> Rating:
    """Return how often each grade was given."""
    given = [value for value in values if isinstance(value, int) and FEWEST <= value <= MOST]
    counted = Counter(given)
    return Rating(
        label=label,
        counts=tuple(counted[grade] for grade in range(FEWEST, MOST + 1)),
        count=len(given),
        mean=round(sum(given) / len(given), 2) if given else None,
    )


def _ratings(
    answers: Sequence[SurveyAnswer], questions: Sequence[SurveyQuestion]
) -> Iterable[Rating]:
    for name in RATED:
        label = str(SurveyAnswer._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        yield rating(label, (getattr(one, name) for one in answers))
    for question in questions:
        if question.kind == SurveyQuestion.Kind.RATING:
            yield rating(question.text, (one.own.get(question.key) for one in answers))


def _shares(
    answers: Sequence[SurveyAnswer], questions: Sequence[SurveyQuestion]
) -> Iterable[Shares]:
    uses = Counter(one.use for one in answers)
    label = str(SurveyAnswer._meta.get_field("use").verbose_name)
    yield Shares(label=label, shares=tuple((str(use.label), uses[use]) for use in Use))
    for question in questions:
        if question.kind == SurveyQuestion.Kind.YES_NO:
            told = Counter(one.own.get(question.key) for one in answers)
            pairs = ((str(_("Yes")), told["yes"]), (str(_("No")), told["no"]))
            yield Shares(label=question.text, shares=pairs)


def _texts(answers: Sequence[SurveyAnswer], questions: Sequence[SurveyQuestion]) -> Iterable[Texts]:
    label = str(SurveyAnswer._meta.get_field("takeaway").verbose_name)
    yield Texts(label=label, texts=_in_no_order(one.takeaway for one in answers))
    for question in questions:
        if question.kind == SurveyQuestion.Kind.TEXT:
            told = (one.own.get(question.key, "") for one in answers)
            yield Texts(label=question.text, texts=_in_no_order(told))


def _groups(answers: Sequence[SurveyAnswer]) -> list[tuple[str, int, float | None]]:
    """Return each group with enough answers, how many, and their mean of the whole.

    Where the answers of all others together are few, no group is told: by taking the groups from
    the whole one could tell those few.
    """
    by_group: dict[str, list[SurveyAnswer]] = {}
    rated = [one for one in answers if one.overall]
    for one in rated:
        name = str(one.group.group) if one.group else ""
        by_group.setdefault(name, []).append(one)
    told = {name: some for name, some in by_group.items() if name and len(some) >= FEW}
    rest = len(rated) - sum(len(some) for some in told.values())
    if 0 < rest < FEW:
        return []
    return [
        (name, len(some), rating(name, (one.overall for one in some)).mean)
        for name, some in sorted(told.items())
    ]


def _in_no_order(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted((text for text in texts if text), key=str.casefold))


def _told(value: Any) -> Any:
    if value in ("yes", "no"):
        return str(Use(value).label)
    return "" if value is None else value
