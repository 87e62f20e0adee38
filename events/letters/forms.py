"""What organisers type: texts with placeholders, times, and to whom a message goes."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.members.texts import CONTROL, TURNING, plain_text
from events import parts
from events.letters import audience, texts
from events.letters.audience import MAY_BE_WRITTEN_TO, Choice
from events.letters.composing import Words, link_names
from events.letters.given import links_in
from events.letters.models import EventLetters, Plan
from events.letters.placeholders import placeholders_for
from events.models import Registration, State
from vocabulary.models import Term

if TYPE_CHECKING:
    from events.models import EventPage

LANGUAGES: Final = dict(settings.LANGUAGES)
SUBJECT_LENGTH: Final = 150
BODY_LENGTH: Final = 6000


def check_subject(subject: str, known: Collection[str]) -> str:
    """Return a subject that is one line of plain text with known placeholders.

    Raises:
        ValidationError: it is not.
    """
    if set(subject) & set("\r\n"):
        raise ValidationError(_("A subject is one line."))
    if CONTROL.search(subject) or TURNING.search(subject):
        raise ValidationError(_("This text has a sign that no keyboard writes. Type it anew."))
    if links := texts.names_in(subject) & link_names():
        said = _("A link cannot stand in a subject: %s.")
        raise ValidationError(said % ", ".join(f"{{{name}}}" for name in sorted(links)))
    if problems := texts.problems_in(subject, known):
        raise ValidationError(problems)
    return subject.strip()


def check_body(body: str, known: Collection[str]) -> str:
    """Return a text whose placeholders are all known.

    Raises:
        ValidationError: they are not, or the text has signs that no keyboard writes.
    """
    body = plain_text(body)
    if problems := texts.problems_in(body, known):
        raise ValidationError(problems)
    return body


def _subject_field(**more: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Subject"),
        max_length=SUBJECT_LENGTH,
        strip=False,
        error_messages={"required": _("Write a subject.")},
        **more,
    )


def _body_field(**more: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Text"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "An empty line begins a paragraph, a line that begins with - is one of a list;"
            " **bold**, *italic*, [words](https://example.org)."
        ),
        error_messages={"required": _("Write a text.")},
        **more,
    )


class TextForm(forms.Form):
    """The own words for one mail in one language."""

    subject = _subject_field()
    body = _body_field()

    def __init__(self, *args: Any, known: Collection[str], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.language = known, language

    def clean_subject(self) -> str:
        """Return the subject; see `check_subject`."""
        return check_subject(self.cleaned_data["subject"], self.known)

    def clean_body(self) -> str:
        """Return the text; see `check_body`."""
        return check_body(self.cleaned_data["body"], self.known)

    def words(self) -> Words:
        """Return what was typed."""
        return Words(language=self.language, **self.cleaned_data)


class PlanForm(forms.ModelForm[Plan]):
    """When a reminder or a follow-up goes out."""

    class Meta:
        model = Plan
        fields = ("about", "number", "unit", "anchor", "at_time", "is_on")
        widgets = {"at_time": forms.TimeInput(attrs={"placeholder": "09:00"}, format="%H:%M")}

    def _get_validation_exclusions(self) -> set[str]:
        # The event belongs to what must be unique, though it is not in the form.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"event"}


class LettersForm(forms.ModelForm[EventLetters]):
    """Where answers go, and what is handed out."""

    class Meta:
        model = EventLetters
        fields = ("reply_to", "materials")
        widgets = {
            "materials": forms.Textarea(
                attrs={"rows": 5, "placeholder": "Slides of the morning https://example.org/a.pdf"}
            )
        }

    def clean_materials(self) -> str:
        """Return the lines, each with an address at its end.

        Raises:
            ValidationError: one has none; it is named.
        """
        lines = plain_text(self.cleaned_data["materials"])
        try:
            links_in(lines)
        except ValueError as error:
            said = _("Each line ends with an address that begins with https://; this does not: %s")
            raise ValidationError(said % str(error)) from error
        return lines


class MessageForm(forms.Form):
    """To whom a message goes, and what it says in each language."""

    states = forms.MultipleChoiceField(
        label=_("Who stands where"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    groups = forms.TypedMultipleChoiceField(
        label=_("Only of these groups"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Only who gets mail in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reply_to = forms.EmailField(
        label=_("Answers go to"),
        help_text=_("Everyone who gets the message sees this address."),
        error_messages={"required": _("Write an address: people will answer.")},
    )

    def __init__(self, *args: Any, event: "EventPage", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        states, groups = audience.counts(event, "state"), audience.counts(event, "group")
        languages = audience.counts(event, "language")
        self._choices("states", _counted(_states(), states))
        terms = Term.objects.filter(pk__in=[key for key in groups if key])
        self._choices("groups", _counted([(term.pk, str(term)) for term in terms], groups))
        self._choices("languages", _counted(_languages(), languages))
        self.filters = parts.filters(event)
        for one in self.filters:
            choices = [("", _("All")), *one.choices]
            self.fields[f"part-{one.key}"] = forms.ChoiceField(
                label=one.label, choices=choices, required=False
            )
        first = str(event.language)
        self.spoken = [first, *sorted(code for code in languages if code != first)]
        for code in self.spoken:
            needed = code == first
            self.fields[f"subject-{code}"] = _subject_field(required=needed)
            self.fields[f"body-{code}"] = _body_field(required=needed)

    def _choices(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
        least = {"states": 0, "groups": 1, "languages": 2}[name]
        if len(choices) < least:
            del self.fields[name]

    @property
    def who(self) -> list[forms.BoundField]:
        """The fields that say to whom it goes."""
        return [field for field in self if not field.name.startswith(("subject-", "body-"))]

    @property
    def by_language(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each language, with its name."""
        return [
            (str(LANGUAGES.get(code, code)), [self[f"subject-{code}"], self[f"body-{code}"]])
            for code in self.spoken
        ]

    def clean(self) -> dict[str, Any] | None:
        """Check each text by who is meant: what is for a sure seat goes to nobody else."""
        super().clean()
        known = self.known_for(self.cleaned_data.get("states", []))
        for code in self.spoken:
            for name, check in (("subject", check_subject), ("body", check_body)):
                key = f"{name}-{code}"
                try:
                    self.cleaned_data[key] = check(self.cleaned_data.get(key, ""), known)
                except ValidationError as error:
                    self.add_error(key, error)
            self._need_both(code)
        return self.cleaned_data

    def known_for(self, states: Collection[str]) -> dict[str, Any]:
        """Return the placeholders that are for everybody in these states: label by name."""
        people = [Registration(event=self.event, state=state) for state in states]
        return {one.name: one.label for one in placeholders_for(*people)}

    def choice(self) -> Choice:
        """Return to whom it goes."""
        data = self.cleaned_data
        return Choice(
            states=data["states"],
            groups=data.get("groups", ()),
            languages=data.get("languages", ()),
            parts={one.key: data.get(f"part-{one.key}", "") for one in self.filters},
        )

    def words(self) -> list[Words]:
        """Return what was typed, the event's language first; languages left empty are left out."""
        data = self.cleaned_data
        return [
            Words(language=code, subject=data[f"subject-{code}"], body=data[f"body-{code}"])
            for code in self.spoken
            if data.get(f"body-{code}")
        ]

    def _need_both(self, code: str) -> None:
        subject, body = (self.cleaned_data.get(f"{name}-{code}") for name in ("subject", "body"))
        if bool(subject) != bool(body) and not self.errors:
            missing = f"body-{code}" if subject else f"subject-{code}"
            self.add_error(missing, _("Write subject and text, or neither."))


def _states() -> list[tuple[str, str]]:
    labels = dict(State.choices)
    return [(str(state), str(labels[state])) for state in MAY_BE_WRITTEN_TO]


def _languages() -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in LANGUAGES.items()]


def _counted(choices: list[tuple[Any, str]], counts: dict[Any, int]) -> list[tuple[Any, str]]:
    """Return the choices that somebody has made, each with how many."""
    return [(key, f"{label} ({counts[key]})") for key, label in choices if counts.get(key)]
