"""The deeds of those who set an event up: add, change, move, retire and copy questions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from events.models import EventPage
from events.models.event import SCOPE
from events.parts import note_use
from events.questions.conditions import dependents
from events.questions.keeping import lock_questions
from events.questions.models import Answer, Choice, Question
from events.questions.reading import fresh_questions
from events.questions.refusals import Answered, InUse, Needed, NotBefore
from lane.generations import bump

KEY: Final = "questions"
COPIED: Final = (
    *("kind", "label", "help_text", "words", "is_required", "is_fixed", "least", "most"),
    *("kept", "erase_after_days", "groups"),
)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A choice as it shall be; one without a key is new."""

    label: str
    places: int | None = None
    words: dict[str, str] = field(default_factory=dict)
    is_retired: bool = False
    key: int | None = None


@transaction.atomic
def save_question(*, question: Question, offers: Sequence[Offer] | None = None) -> Question:
    """Return the question, stored with its choices in this order; a new one comes last.

    Who is registered already is not asked a new one.

    Raises:
        Answered, InUse: a choice is left out that somebody chose, or on which a question depends.
        NotBefore: it depends on a question that is not asked before it.
    """
    lock_questions(question.event_id)
    _require_earlier(question)
    if question.pk is None:
        others = fresh_questions(question.event_id, with_retired=True)
        question.position = max((one.position for one in others), default=0) + 1
        question.save()
    else:
        if _is_reworded(question):
            question.version = F("version") + 1
        question.save()
        question.refresh_from_db(fields=["version"])
    if offers is not None:
        _offer(question, offers)
    _tell(question.event_id)
    return question


@transaction.atomic
def move_question(*, question_id: int, up: bool) -> Question:
    """Return the question, asked one place earlier or later; at the end nothing happens.

    Raises:
        Needed: it would be asked before a question on which it depends, or the other way round.
    """
    question = _locked(question_id)
    order = fresh_questions(question.event_id)
    place = next((at for at, one in enumerate(order) if one.pk == question.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(order):
        return question
    first, second = (order[other], order[place]) if up else (order[place], order[other])
    if second.depends_on_id == first.pk:
        raise Needed([second])
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order, start=1):
        one.position = position
    Question.objects.bulk_update(order, ["position"])
    _tell(question.event_id)
    return question


@transaction.atomic
def remove_question(*, question_id: int) -> bool:
    """Delete a question that nobody has answered, retire any other; return whether it is gone.

    Raises:
        Needed: others look at its answers.
    """
    question = _locked(question_id)
    others = fresh_questions(question.event_id, with_retired=True)
    asked = [one for one in dependents(question, others) if not one.is_retired]
    if asked:
        raise Needed(asked)
    is_answered = Answer.objects.filter(question=question).exists()
    is_needed = bool(dependents(question, others))  # by one that is retired, with its answers
    if is_answered or is_needed:
        Question.objects.filter(pk=question.pk).update(is_retired=True)
    else:
        question.delete()
    _tell(question.event_id)
    return not (is_answered or is_needed)


@transaction.atomic
def restore_question(*, question_id: int) -> Question:
    """Return a retired question, asked again at the end of the others.

    Raises:
        Needed: the question on which it depends is retired; that one comes first.
    """
    question = _locked(question_id)
    if question.depends_on is not None and question.depends_on.is_retired:
        raise Needed([question])
    others = fresh_questions(question.event_id, with_retired=True)
    question.position = max(one.position for one in others) + 1
    question.is_retired = False
    question.save(update_fields=["position", "is_retired"])
    _tell(question.event_id)
    return question


@transaction.atomic
def copy_questions(*, source: EventPage, target: EventPage) -> int:
    """Ask at another event what is asked at this one; return how many questions were copied.

    A session is found again by its title; a question for one that is not there is left out, and
    with it what depends on it.
    """
    lock_questions(target.pk)
    sessions = {one.title: one for one in target.sessions.all()}
    last = max((one.position for one in fresh_questions(target.pk, with_retired=True)), default=0)
    made: dict[int, tuple[Question, dict[int, int]]] = {}
    for original in fresh_questions(source.pk):
        title = original.session.title if original.session else ""
        is_lost = original.for_session and title not in sessions
        if is_lost or (original.depends_on_id and original.depends_on_id not in made):
            continue
        copied = _copied(original, target, last + len(made) + 1)
        copied.session = sessions[title] if original.for_session else None
        if original.depends_on_id:
            copied.depends_on, keys = made[original.depends_on_id]
            copied.depends_values = [keys[key] for key in original.depends_values if key in keys]
        copied.save()
        made[original.pk] = copied, _copy_choices(original, copied)
    _tell(target.pk)
    return len(made)


def _copied(original: Question, target: EventPage, position: int) -> Question:
    values: dict[str, Any] = {name: getattr(original, name) for name in COPIED}
    return Question(event=target, position=position, for_session=original.for_session, **values)


def _copy_choices(original: Question, copied: Question) -> dict[int, int]:
    """Copy what is still offered; return the keys of the copies by those of the originals."""
    keys = {}
    for choice in original.choices.all():
        if not choice.is_retired:
            keys[choice.pk] = Choice.objects.create(
                question=copied,
                label=choice.label,
                words=choice.words,
                position=choice.position,
                places=choice.places,
            ).pk
    return keys


def _locked(question_id: int) -> Question:
    question = Question.objects.get(pk=question_id)
    lock_questions(question.event_id)
    question.refresh_from_db()
    return question


def _require_earlier(question: Question) -> None:
    if question.depends_on_id is None:
        return
    order = [one.pk for one in fresh_questions(question.event_id)]
    before = order[: order.index(question.pk)] if question.pk in order else order
    if question.depends_on_id not in before:
        raise NotBefore


def _is_reworded(question: Question) -> bool:
    before = Question.objects.get(pk=question.pk)
    return (before.label, before.words) != (question.label, question.words)


def _offer(question: Question, offers: Sequence[Offer]) -> None:
    there = {one.pk: one for one in question.choices.all()}
    left_out = [one for key, one in there.items() if key not in {offer.key for offer in offers}]
    for choice in left_out:
        _require_unused(question, choice)
        choice.delete()
    for position, offer in enumerate(offers, start=1):
        choice = there.get(offer.key or 0) or Choice(question=question)
        choice.label, choice.places, choice.words = offer.label, offer.places, offer.words
        choice.is_retired, choice.position = offer.is_retired, position
        choice.save()


def _require_unused(question: Question, choice: Choice) -> None:
    other = Question.objects.filter(
        depends_on=question, depends_values__contains=[choice.pk]
    ).first()
    if other is not None:
        raise InUse(choice, other)
    if Answer.objects.filter(question=question, chosen__contains=[choice.pk]).exists():
        raise Answered(choice)


def _tell(event_id: int) -> None:
    """Note whether the event asks anything, and let its page be made anew."""
    is_used = Question.objects.filter(event_id=event_id).exists()
    note_use(event_id, KEY, is_used=is_used)
    bump(SCOPE)
