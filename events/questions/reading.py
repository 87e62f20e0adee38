"""Reads the questions of an event, their choices and their answers, in few queries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models.registration import ACTIVE, WITH_AN_END
from events.questions.models import Answer, Choice, Kind, Question
from vocabulary.models import Scheme, Term

if TYPE_CHECKING:
    from events.models import EventPage, Registration

MEMO = "_questions_in_use"


def questions_of(event: "EventPage") -> list[Question]:
    """Return the questions that an event asks, in order; read once for each event object."""
    known: list[Question] | None = vars(event).get(MEMO)
    if known is None:
        known = fresh_questions(event.seat_owner_id)
        setattr(event, MEMO, known)
    return known


def fresh_questions(event_id: int, *, with_retired: bool = False) -> list[Question]:
    """Return the questions of an event with sessions and choices; two queries."""
    found = Question.objects.filter(event_id=event_id)
    if not with_retired:
        found = found.in_use()
    choices = Prefetch("choices", queryset=Choice.objects.order_by("position", "pk"))
    ordered = found.select_related("session").prefetch_related(choices)
    return list(ordered.order_by("position", "pk"))


def offered(question: Question, before: Answer | None = None) -> list[Choice]:
    """Return the choices of a question that stand open, and those that were chosen before."""
    kept = set(before.chosen) if before else set()
    return [one for one in question.choices.all() if not one.is_retired or one.pk in kept]


def answers_of(registration: "Registration") -> dict[int, Answer]:
    """Return what a person has answered, by the key of the question; one query."""
    return {answer.question_id: answer for answer in registration.question_answers.all()}


def value_of(question: Question, answer: Answer | None) -> Any:
    """Return an answer as a form's cleaned value; for a file, the answer itself."""
    if answer is None:
        return None
    match question.kind:
        case Kind.CHOICE:
            return answer.chosen[0] if answer.chosen else None
        case Kind.SEVERAL:
            return list(answer.chosen)
        case Kind.NUMBER:
            return answer.number
        case Kind.DATE:
            return answer.day
        case Kind.CONSENT:
            return answer.is_ticked
        case Kind.FILE:
            return answer
    return answer.text


def text_of(question: Question, answer: Answer | None) -> str:
    """Return an answer in words."""
    if answer is None:
        return ""
    if question.has_choices:
        chosen = set(answer.chosen)
        return ", ".join(one.label for one in question.choices.all() if one.pk in chosen)
    if question.kind == Kind.NUMBER and answer.number is not None:
        return format(answer.number.normalize(), "f")
    if question.kind == Kind.DATE:
        return answer.day.isoformat() if answer.day else ""
    if question.kind == Kind.CONSENT:
        return str(_("Yes")) if answer.is_ticked else str(_("No"))
    return answer.file_title if question.kind == Kind.FILE else answer.text


def taking(choices: Iterable[Choice], *, but: int | None = None) -> Counter[int]:
    """Return how many people have taken each of these choices, all of one event; one query.

    Whoever may still come counts, also in the line: a place that was promised stays theirs.
    """
    wanted = {choice.pk: choice.question_id for choice in choices}
    rows = Answer.objects.filter(question__in=set(wanted.values())).filter(counts("registration__"))
    sums = {
        f"choice_{key}": Count("pk", filter=Q(question=question, chosen__contains=[key]))
        for key, question in wanted.items()
    }
    found = rows.exclude(registration=but).aggregate(**sums)
    return Counter({key: found[f"choice_{key}"] for key in wanted})


def counts(prefix: str = "") -> Q:
    """Return the condition for a registration that may still lead to the event."""
    active = Q(**{f"{prefix}state__in": ACTIVE})
    over = Q(**{f"{prefix}state__in": WITH_AN_END, f"{prefix}expires_at__lte": timezone.now()})
    return active & ~over


def full_choices(questions: Sequence[Question], mine: "Registration | None") -> frozenset[int]:
    """Return the keys of the choices whose places others have taken; one query, or none."""
    limited = [
        choice
        for question in questions
        for choice in (question.choices.all() if question.has_choices else ())
        if choice.places is not None
    ]
    if not limited:
        return frozenset()
    taken = taking(limited, but=mine.pk if mine else None)
    return frozenset(one.pk for one in limited if taken[one.pk] >= (one.places or 0))


def group_labels(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of stakeholder groups by code; one query, or none."""
    wanted = set(codes)
    if not wanted:
        return {}
    terms = Term.objects.of(Scheme.STAKEHOLDER_GROUP).filter(code__in=wanted)
    return {term.code: term.label for term in terms}


def of_seated(question: Question) -> QuerySet[Answer]:
    """Return the answers of those who may still come, or came."""
    return Answer.objects.filter(question=question).filter(counts("registration__"))


def hints(questions: Sequence[Question], language: str) -> Mapping[int, str]:
    """Return in words of whom each conditional question is asked, by its key; a query at most."""
    labels = group_labels(code for question in questions for code in question.groups)
    by_key = {question.pk: question for question in questions}
    return {
        question.pk: _hint(question, by_key, labels, language)
        for question in questions
        if question.is_conditional
    }


def _hint(
    question: Question, by_key: Mapping[int, Question], labels: Mapping[str, str], language: str
) -> str:
    said = []
    if question.for_session:
        title = question.session.title if question.session else _("a session that is gone")
        said.append(_("Only if you come to “%(session)s”.") % {"session": title})
    if question.groups:
        names = ", ".join(labels.get(code, code) for code in question.groups)
        said.append(_("Only for: %(groups)s.") % {"groups": names})
    other = by_key.get(question.depends_on_id or 0)
    if other is not None:
        said.append(_follow_up(other, question.depends_values, language))
    return " ".join(said)


def _follow_up(other: Question, wanted: Iterable[int], language: str) -> str:
    asked = other.label_in(language)
    if other.kind == Kind.CONSENT:
        return _("Only if you agreed to “%(question)s”.") % {"question": asked}
    keys = set(wanted)
    named = [f"“{one.label_in(language)}”" for one in other.choices.all() if one.pk in keys]
    if not named:
        return _("Only if you answered “%(question)s”.") % {"question": asked}
    words = {"question": asked, "answers": _(" or ").join(named)}
    return _("Only if you answered “%(question)s” with %(answers)s.") % words
