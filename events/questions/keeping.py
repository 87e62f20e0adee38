"""Writes answers beside a registration: what was not asked is dropped, what is new is counted."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from community.members.actions import record_consent
from community.members.models import ConsentRecord
from community.members.private_files import private_storage
from events import parts
from events.questions.conditions import Person, asked_of, chosen_in, is_missing
from events.questions.files import accepted
from events.questions.models import Answer, Choice, Kind, Question
from events.questions.reading import answers_of, fresh_questions, offered, taking, value_of
from events.questions.refusals import ChoiceFull, QuestionsChanged
from events.seats import lock_entry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from events.models import Registration

FOLDER: Final = "answers"
LOCK: Final = 0x61736B  # "ask": the first half of an advisory lock, the event's key is the other
TO_COUNT: Final = "_choices_to_count"
WRITTEN: Final = (
    *("text", "number", "day", "chosen", "is_ticked", "consent"),
    *("file_name", "file_title", "file_size", "answered_at"),
)


def lock_questions(event_id: int, *, shared: bool = False) -> None:
    """Let nobody change the questions of an event until the transaction ends.

    `shared` admits the others who only answer. It comes before the lock on the calendar entry.
    """
    form = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {form}(%s, %s)", [LOCK, event_id & 0x7FFFFFFF])


def keep_answers(registration: "Registration", given: Mapping[str, Any]) -> None:
    """Write the answers to what the person is asked; delete those to what is not asked any more.

    A name that is missing in `given` leaves the earlier answer as it is.

    Raises:
        QuestionsChanged: a choice is not offered any more.
        ChoiceFull: somebody without a seat yet finds no place; others are counted later,
            under the lock of the seat (`require_places`).
    """
    event_id = registration.event_id
    lock_questions(event_id, shared=True)
    questions, before = fresh_questions(event_id), answers_of(registration)
    values = _values(questions, before, given)
    asked = asked_of(_person(registration), questions, values)
    kept = [one for one in asked if not is_missing(values.get(one.field_name))]
    _require_offered(kept, values, before)
    _delete([before[one.pk] for one in questions if one not in kept and one.pk in before])
    fresh = _newly_chosen(kept, values, before)
    _write(registration, kept, values, before)
    if fresh:
        _count(registration, fresh)


def require_places(registration: "Registration") -> None:
    """Go on when what was newly chosen has a place left; the lock of the event is held.

    Raises:
        ChoiceFull: others were faster.
    """
    choices: list[Choice] = vars(registration).pop(TO_COUNT, [])
    if not choices:
        return
    taken = taking(choices, but=registration.pk)
    for choice in choices:
        if taken[choice.pk] >= (choice.places or 0):
            raise ChoiceFull(choice)


def take_back(registrations: "QuerySet[Registration]", *, subject: str) -> bool:
    """Take back one consent of a person, by the subject of its record; return whether there was."""
    given = Answer.objects.filter(registration__in=registrations, consent__subject=subject)
    found = given.select_related("registration__event__entry", "registration__user", "consent")
    answers = list(found)
    _delete(answers, method="button")
    return bool(answers)


def _values(
    questions: list[Question], before: Mapping[int, Answer], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the cleaned values by field: as given, or as they were."""
    values: dict[str, Any] = {}
    for question in questions:
        name, old = question.field_name, before.get(question.pk)
        is_same = name not in given or (question.is_fixed and old is not None)
        stays = question.kind == Kind.FILE and is_missing(given.get(name))
        values[name] = value_of(question, old) if is_same or stays else given[name]
    return values


def _person(registration: "Registration") -> Person:
    sessions = parts.chosen_sessions(registration.event, registration.given or {})
    group = registration.group
    return Person(group=group.group.code if group else "", sessions=sessions)


def _require_offered(
    asked: list[Question], values: Mapping[str, Any], before: Mapping[int, Answer]
) -> None:
    for question in asked if asked else ():
        if question.has_choices:
            keys = {choice.pk for choice in offered(question, before.get(question.pk))}
            if not chosen_in(question, values[question.field_name]) <= keys:
                raise QuestionsChanged


def _write(
    registration: "Registration",
    kept: list[Question],
    values: Mapping[str, Any],
    before: Mapping[int, Answer],
) -> None:
    new: list[Answer] = []
    changed: list[Answer] = []
    for question in kept:
        old, value = before.get(question.pk), values[question.field_name]
        if old is not None and value_of(question, old) == value:
            continue
        answer = old or Answer(registration=registration, question=question)
        _fill(answer, question, value)
        (changed if old else new).append(answer)
    if new:
        Answer.objects.bulk_create(new)
    if changed:
        Answer.objects.bulk_update(changed, WRITTEN)


def _fill(answer: Answer, question: Question, value: Any) -> None:
    answer.answered_at = timezone.now()
    match question.kind:
        case Kind.CHOICE | Kind.SEVERAL:
            answer.chosen = sorted(chosen_in(question, value))
        case Kind.NUMBER:
            answer.number = value
        case Kind.DATE:
            answer.day = value
        case Kind.CONSENT:
            answer.is_ticked = bool(value)
            answer.consent = _record(answer.registration, question)
        case Kind.FILE:
            _store(answer, value)
        case _:
            answer.text = value


def _store(answer: Answer, upload: Any) -> None:
    """Put a file into the private store; the one that it replaces goes with the commit.

    When the transaction fails, the daily sweep finds a file of which no row knows.
    """
    _delete_file_later(answer)
    what = getattr(upload, "accepted", None) or accepted(upload)
    answer.file_name = private_storage().save(f"{FOLDER}/{uuid4().hex}.{what.ending}", upload)
    answer.file_title, answer.file_size = what.title, what.size


def _delete(answers: list[Answer], *, method: str = "checkbox") -> None:
    for answer in answers:
        _delete_file_later(answer)
        if answer.is_ticked:
            _record_end(answer, method=method)
    if answers:
        Answer.objects.filter(pk__in=[answer.pk for answer in answers]).delete()


def _delete_file_later(answer: Answer) -> None:
    if answer.file_name:
        transaction.on_commit(partial(private_storage().delete, answer.file_name), robust=True)


def _record(registration: "Registration", question: Question) -> ConsentRecord:
    """Keep the words to which the person agreed, as they were shown."""
    return record_consent(
        email=registration.email,
        user=registration.user,
        purpose=ConsentRecord.Purpose.EVENT,
        wording=question.label_in(registration.language),
        wording_version=f"{question.pk}.{question.version}",
        language=registration.language,
        given=True,
        subject=f"{registration.event.uid}/{question.pk}",
        source="event page",
        method="by staff" if _is_by_hand(registration) else "checkbox",
    )


def _record_end(answer: Answer, *, method: str) -> None:
    """Keep that the person no longer agrees to the words of then."""
    given = answer.consent
    if given is None:
        return
    record_consent(
        email=answer.registration.email,
        user=answer.registration.user,
        purpose=given.purpose,
        wording=given.wording,
        wording_version=given.wording_version,
        language=given.language,
        given=False,
        subject=given.subject,
        source="data page" if method == "button" else "event page",
        method=method,
    )


def _is_by_hand(registration: "Registration") -> bool:
    """Return whether staff are entering it at this moment: its log is still empty."""
    first = registration.consent
    return bool(first and first.method == "by staff") and not registration.steps.exists()


def _newly_chosen(
    kept: list[Question], values: Mapping[str, Any], before: Mapping[int, Answer]
) -> list[Choice]:
    """Return the choices with limited places that the person had not chosen before."""
    fresh: list[Choice] = []
    for question in (one for one in kept if one.has_choices):
        old = set(before[question.pk].chosen) if question.pk in before else set()
        new = chosen_in(question, values[question.field_name]) - old
        fresh += [one for one in question.choices.all() if one.pk in new and one.places]
    return fresh


def _count(registration: "Registration", fresh: list[Choice]) -> None:
    """Let the places be counted with the seat; without a seat to take, count them now.

    Raises:
        ChoiceFull: there is no place left.
    """
    setattr(registration, TO_COUNT, fresh)
    if not registration.has_seat:
        lock_entry(event_id=registration.event_id)
        require_places(registration)
