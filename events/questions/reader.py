"""Reads answers from a file of people, as the list of people writes them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events import parts
from events.columns import Column, Read, Reader, any_of, folded, picked
from events.questions import reading
from events.questions.conditions import Person, asked_of, chosen_in, is_missing
from events.questions.fields import REQUIRED, field_for
from events.questions.models import Kind, Question
from typeset.spreadsheets import without_mark

if TYPE_CHECKING:
    from events.models import EventPage

KEY: Final = "questions"
NOT_ASKED: Final = gettext_lazy("not asked")
YES: Final = (gettext_lazy("Yes"), "1", "x", "true")
NO: Final = (gettext_lazy("No"), "0", "false", "")


class AnswersReader(Reader):
    """Understands a column for each question but those for files: by its words, or its code."""

    def __init__(self, event: "EventPage") -> None:
        self._event = event
        self._not_asked, self._yes, self._no = any_of(NOT_ASKED), any_of(*YES), any_of(*NO)
        self._questions = reading.questions_of(event)
        self._full = reading.full_choices(self._questions, None)
        told = [one for one in self._questions if one.kind != Kind.FILE]
        self._by_name = {one.field_name: one for one in told}
        language = get_language() or event.language
        self._fields = {
            one.field_name: field_for(
                one,
                language=language,
                choices=[(choice.pk, choice.label) for choice in reading.offered(one)],
            )
            for one in told
        }
        self._choices = {one.field_name: _choices_by_words(one) for one in told}
        self.columns = tuple(
            Column(name=one.field_name, label=one.label, headings=_headings(one)) for one in told
        )

    def read(self, told: Mapping[str, str]) -> Read:
        """Return the answers; a question that the list says was not asked stays open."""
        found = Read()
        for name, cell in told.items():
            if folded(cell) in self._not_asked:
                continue
            try:
                found.given[name] = self._value(name, without_mark(cell))
            except ValidationError as error:
                found.problems[name] = " ".join(error.messages)
        return found

    def problems(self, filled: "parts.Filled") -> dict[str, str]:
        """Return which answers are missing, not to be had, or to what is not asked."""
        given = filled.given.get(KEY, {})
        person = Person(
            group=filled.group, sessions=parts.chosen_sessions(self._event, filled.given)
        )
        asked = {one.field_name for one in asked_of(person, self._questions, given)}
        checked = {name: self._problem(name, given[name], name in asked) for name in given}
        return {name: problem for name, problem in checked.items() if problem}

    def _problem(self, name: str, value: Any, is_asked: bool) -> str:
        question = self._by_name[name]
        if is_missing(value):
            return str(REQUIRED[question.kind]) if is_asked and question.is_required else ""
        if not is_asked:
            return _("This is not asked of this person: leave it empty.")
        if question.has_choices and chosen_in(question, value) & self._full:
            return _("The places for this are taken. Choose something else.")
        return ""

    def _value(self, name: str, text: str) -> Any:
        """Return the cleaned answer.

        Raises:
            ValidationError: the cell says nothing that this question takes.
        """
        kind = self._by_name[name].kind
        if kind == Kind.CONSENT:
            return self._consent(text)
        raw = _READERS[kind](text, self._choices[name]) if kind in _READERS else text
        return self._fields[name].clean(raw)

    def _consent(self, text: str) -> bool:
        if folded(text) in self._yes | self._no:
            return folded(text) in self._yes
        raise ValidationError(_("Write yes or no."))


def _headings(question: Question) -> tuple[str, ...]:
    words = (str(told.get("label", "")) for told in question.words.values())
    return (question.field_name, question.label, *filter(None, words))


def _choices_by_words(question: Question) -> dict[str, int]:
    """Return the choices that stand open by their words in every language."""
    known: dict[str, int] = {}
    if question.has_choices:
        for choice in reading.offered(question):
            for text in filter(None, (choice.label, *map(str, choice.words.values()))):
                known.setdefault(folded(text), choice.pk)
    return known


def _choice(text: str, choices: Mapping[str, int]) -> Any:
    if text and folded(text) not in choices:
        raise _no_choice(text)
    return choices.get(folded(text), "")


def _several(text: str, choices: Mapping[str, int]) -> Any:
    found, unknown = picked(text, choices)
    if unknown:
        raise _no_choice(unknown)
    return [choices[word] for word in found]


def _no_choice(text: str) -> ValidationError:
    return ValidationError(_("“%(text)s” is not among the choices.") % {"text": text[:60]})


def _number(text: str, _choices: Mapping[str, int]) -> str:
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text


def _day(text: str, _choices: Mapping[str, int]) -> date | None:
    """Return the day; a workbook adds midnight to it."""
    try:
        return date.fromisoformat(text.removesuffix(" 00:00:00")) if text else None
    except ValueError as error:
        raise ValidationError(_("Write the date as 2027-03-31.")) from error


_READERS: Final[Mapping[str, Callable[[str, Mapping[str, int]], Any]]] = {
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.NUMBER: _number,
    Kind.DATE: _day,
}
