"""Makes the questions of an editor's form into fields, with a trap for machines and a consent."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

LONGEST: Final = 4_000  # signs of a long answer
# No question can have these names: theirs are made of letters, figures and low lines.
CONSENT: Final = "consent-given"
TRAP: Final = "leave-empty"


class PublicForm(BaseForm):
    """A form as a stranger fills it in: the questions of its `page`, the consent, and the trap."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields[CONSENT] = forms.BooleanField(
            label=getattr(self.page, "consent_text", ""),
            error_messages={"required": _("Without this we may not read what you write.")},
        )
        # Stands where nobody looks; programs that fill in every field give themselves away.
        self.fields[TRAP] = forms.CharField(
            label=_("Leave this empty"),
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )

    @property
    def questions(self) -> list[Any]:
        """The bound fields that the editor put there."""
        return [self[name] for name in self.fields if name not in {TRAP, CONSENT}]

    @property
    def consent(self) -> Any:
        """The bound field of the consent."""
        return self[CONSENT]

    @property
    def trap(self) -> Any:
        """The bound field that only machines fill in."""
        return self[TRAP]

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get(TRAP))

    def answers(self) -> dict[str, Any]:
        """Return what was typed, by the name of the question."""
        own = {TRAP, CONSENT}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    @property
    def email(self) -> str:
        """The first e-mail address that was typed, in small letters; empty when none was."""
        typed = (
            str(self.cleaned_data.get(name) or "")
            for name, field in self.fields.items()
            if isinstance(field, forms.EmailField)
        )
        return next(filter(None, typed), "").lower()


class PublicFormBuilder(FormBuilder):
    """Builds a form whose errors say what to do, and that keeps every answer short."""

    def create_singleline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Return one line of text."""
        return forms.CharField(max_length=255, **options)

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Return a text of some paragraphs."""
        return forms.CharField(max_length=LONGEST, widget=forms.Textarea, **options)

    def create_email_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Return an address to write to."""
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        wrong = {"invalid": _("Write it with an @, such as name@example.org.")}
        options["error_messages"] = options.get("error_messages", {}) | wrong
        return forms.EmailField(max_length=254, widget=widget, **options)

    def create_number_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Return a number that a database and a spreadsheet can hold."""
        return forms.DecimalField(max_digits=18, decimal_places=6, **options)

    def get_field_options(self, field: Any) -> dict[str, Any]:
        """Return the options of a field, with words for an answer that is missing."""
        options: dict[str, Any] = super().get_field_options(field)
        return options | {"error_messages": {"required": _("This needs an answer.")}}

    def get_form_class(self) -> type[PublicForm]:
        """Return the class of the form with the editor's questions."""
        return type("QuestionForm", (PublicForm,), dict(self.formfields))
