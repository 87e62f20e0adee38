"""Of whom a question is asked: the rules in one place, for forms, storing and tests alike.

The browser hides and shows by the same rules (`static/questions/ask.js`), but what counts is this.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from events.questions.models import Kind, Question

TICKED: Final = 0  # stands for the box of a consent among the choices, whose keys begin at 1


@dataclass(frozen=True, kw_only=True)
class Person:
    """What conditions look at besides answers.

    `group` is the code of a stakeholder group, or empty. `sessions` are the keys of the sessions
    that were chosen; None where the event lets nobody choose.
    """

    group: str = ""
    sessions: frozenset[int] | None = None


def asked_of(
    person: Person, questions: Sequence[Question], values: Mapping[str, Any]
) -> list[Question]:
    """Return which of these questions, in the order in which they are asked, a person is asked.

    `values` holds cleaned answers by the name of the field. What a hidden question was answered
    with counts for nothing, so what depends on it is hidden as well.
    """
    asked: list[Question] = []
    answered: dict[int, frozenset[int]] = {}
    for question in questions:
        if _fits(question, person) and _follows(question, answered):
            asked.append(question)
            answered[question.pk] = chosen_in(question, values.get(question.field_name))
    return asked


def chosen_in(question: Question, value: Any) -> frozenset[int]:
    """Return the keys of the choices in a cleaned answer; for a consent, whether it was given."""
    if question.kind == Kind.CHOICE:
        return frozenset({value} if value else ())
    if question.kind == Kind.SEVERAL:
        return frozenset(value or ())
    return frozenset({TICKED} if question.kind == Kind.CONSENT and value else ())


def is_missing(value: Any) -> bool:
    """Return whether a cleaned answer says nothing."""
    return value is None or value is False or value == "" or value == []


def dependents(question: Question, questions: Iterable[Question]) -> list[Question]:
    """Return the questions that look at the answers to this one."""
    return [other for other in questions if other.depends_on_id == question.pk]


def _fits(question: Question, person: Person) -> bool:
    if question.groups and person.group not in question.groups:
        return False
    if not question.for_session:
        return True
    if question.session is None:  # it was deleted: nobody comes to it
        return False
    is_open = not question.session.needs_sign_up or person.sessions is None
    return is_open or question.session_id in (person.sessions or ())


def _follows(question: Question, answered: Mapping[int, frozenset[int]]) -> bool:
    if question.depends_on_id is None:
        return True
    chosen = answered.get(question.depends_on_id, frozenset())
    wanted = frozenset(question.depends_values)
    return bool(chosen & wanted if wanted else chosen)
