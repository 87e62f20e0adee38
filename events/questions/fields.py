"""Makes form fields from questions; what conditions need in the browser stands in the page."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.forms.widgets import MediaDefiningClass, Script
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.ical import one_line, plain
from events.questions.files import ACCEPT, accepted
from events.questions.models import Kind, Question

LENGTHS: Final = {Kind.SHORT: 200, Kind.LONG: 4000}
REQUIRED: Final[dict[str, Any]] = {
    Kind.SHORT: gettext_lazy("Write an answer."),
    Kind.LONG: gettext_lazy("Write an answer."),
    Kind.CHOICE: gettext_lazy("Choose one."),
    Kind.SEVERAL: gettext_lazy("Choose at least one."),
    Kind.NUMBER: gettext_lazy("Write a number."),
    Kind.DATE: gettext_lazy("Choose a date."),
    Kind.FILE: gettext_lazy("Choose a file."),
    Kind.CONSENT: gettext_lazy("Tick the box to go on."),
}


class Conditional(metaclass=MediaDefiningClass):
    """Brings the script that shows and hides."""

    class Media:
        js: ClassVar = [Script("questions/ask.js", type="module")]


class Places:
    """Disables the choices whose places are gone."""

    full: frozenset[int] = frozenset()

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the template of one choice needs."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)  # type: ignore[misc]
        value = str(option["value"])
        if value.isdigit() and int(value) in self.full and not option["selected"]:
            option["attrs"] |= {"disabled": True, "data-full": True}
        return option


class Text(Conditional, forms.TextInput):
    """One line."""


class Lines(Conditional, forms.Textarea):
    """Several lines."""


class Radio(Conditional, Places, forms.RadioSelect):
    """One of some choices."""


class Boxes(Conditional, Places, forms.CheckboxSelectMultiple):
    """Any of some choices."""


class Number(Conditional, forms.NumberInput):
    """A number."""


class Day(Conditional, forms.DateInput):
    """A date, as the browser lets choose it."""

    input_type = "date"


class File(Conditional, forms.FileInput):
    """A file; what was handed in before stands in the help."""


class Box(Conditional, forms.CheckboxInput):
    """A box to tick."""


class AnswerFile(forms.FileField):
    """Takes only files that may be stored; what a file is stands in its attribute `accepted`."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the uploaded file, or None.

        Raises:
            ValidationError: see `files.accepted`.
        """
        upload = super().clean(data, initial)
        if upload:
            upload.accepted = accepted(upload)
        return upload or None


class OneLine(forms.CharField):
    """A line without control characters."""

    def clean(self, value: Any) -> Any:
        """Return the text, cleaned."""
        return one_line(super().clean(value) or "")


class SeveralLines(forms.CharField):
    """Text without control characters."""

    def clean(self, value: Any) -> Any:
        """Return the text, cleaned."""
        return plain(super().clean(value) or "")


def field_for(
    question: Question,
    *,
    language: str,
    hint: str = "",
    choices: Sequence[tuple[int, str]] = (),
    full: frozenset[int] = frozenset(),
) -> forms.Field:
    """Return the field of a question.

    It lets an empty answer pass although it shows that one is needed: whether one is, is decided
    when all answers are known (`QuestionsPart.problems_in`).
    """
    what: dict[str, Any] = {
        "label": question.label_in(language),
        "help_text": help_for(question.help_in(language), hint),
    }
    field = _MAKERS[question.kind](question, what, choices)
    field.required = False
    if isinstance(field.widget, Places):
        field.widget.full = full
    field.widget.attrs |= marks(question)
    return _let_pass(field, is_required=question.is_required)


def help_for(text: str, hint: str) -> SafeString | str:
    """Return the help of a field, harmless as HTML, with the condition under which it is asked."""
    if not hint:
        return conditional_escape(text)
    return format_html("{} <span data-condition>{}</span>", text, hint)


def marks(question: Question) -> dict[str, str]:
    """Return what the script needs to know about a question, as attributes of its inputs."""
    found = {"data-question": str(question.pk)}
    if question.depends_on_id:
        found["data-if-question"] = str(question.depends_on_id)
        found["data-if-choices"] = " ".join(map(str, question.depends_values))
    if question.groups:
        found["data-if-groups"] = " ".join(question.groups)
    if question.for_session and question.session and question.session.needs_sign_up:
        found["data-if-session"] = str(question.session_id)
    return found


def _let_pass(field: forms.Field, *, is_required: bool) -> forms.Field:
    """Mark a field as required without letting it refuse an empty answer by itself."""
    if not is_required:
        return field
    checked = field.clean

    def clean(*args: Any, **kwargs: Any) -> Any:
        field.required = False
        try:
            return checked(*args, **kwargs)
        finally:
            field.required = True

    field.required = True
    field.clean = clean  # type: ignore[method-assign]
    return field


def _short(_question: Question, what: dict[str, Any], _choices: Any) -> forms.Field:
    return OneLine(max_length=LENGTHS[Kind.SHORT], widget=Text, **what)


def _long(_question: Question, what: dict[str, Any], _choices: Any) -> forms.Field:
    return SeveralLines(max_length=LENGTHS[Kind.LONG], widget=Lines(attrs={"rows": 4}), **what)


def _choice(_question: Question, what: dict[str, Any], choices: Any) -> forms.Field:
    return forms.TypedChoiceField(
        coerce=int, empty_value=None, choices=choices, widget=Radio, **what
    )


def _several(_question: Question, what: dict[str, Any], choices: Any) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        coerce=int, empty_value=[], choices=choices, widget=Boxes, **what
    )


def _number(question: Question, what: dict[str, Any], _choices: Any) -> forms.Field:
    return forms.DecimalField(
        min_value=question.least,
        max_value=question.most,
        max_digits=14,
        decimal_places=4,
        widget=Number(attrs={"step": "any"}),
        **what,
    )


def _date(_question: Question, what: dict[str, Any], _choices: Any) -> forms.Field:
    return forms.DateField(widget=Day(format="%Y-%m-%d"), **what)


def _file(_question: Question, what: dict[str, Any], _choices: Any) -> forms.Field:
    what["help_text"] = format_html(
        "{} {}", what["help_text"], _("PDF, picture, document or text.")
    )
    return AnswerFile(max_length=200, widget=File(attrs={"accept": ACCEPT}), **what)


def _consent(_question: Question, what: dict[str, Any], _choices: Any) -> forms.Field:
    return forms.BooleanField(widget=Box, **what)


_MAKERS: Final[Mapping[str, Any]] = {
    Kind.SHORT: _short,
    Kind.LONG: _long,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.FILE: _file,
    Kind.CONSENT: _consent,
}
