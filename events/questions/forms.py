"""What organisers fill in to ask a question."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import EventPage, Session
from events.questions.actions import Offer
from events.questions.models import Kind, Question
from vocabulary.models import Scheme, Term

ASKED: Final = (Kind.CHOICE, Kind.SEVERAL, Kind.CONSENT)  # what others may depend on
EMPTY_ROWS: Final = 4
MOST_CHOICES: Final = 60


def languages_of(event: EventPage) -> list[tuple[str, str]]:
    """Return the further languages in which the event's page stands, as code and name."""
    mirrors = EventPage.objects.filter(alias_of=event.pk).select_related("locale")
    codes = {mirror.locale.language_code for mirror in mirrors}
    return [
        (code, str(name))
        for code, name in settings.LANGUAGES
        if code in codes - {event.locale.language_code}
    ]


class QuestionForm(forms.ModelForm[Question]):
    """One question of a kind that is chosen before; its choices are in `ChoiceForm`."""

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Only of people from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: people from every group are asked."),
    )
    after = forms.MultipleChoiceField(
        label=gettext_lazy("Only of those who answered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Tick one or several answers to one question that is asked before this one."
        ),
    )

    class Meta:
        model = Question
        fields = (
            *("label", "help_text", "is_required", "is_fixed", "least", "most"),
            *("kept", "erase_after_days", "session", "groups"),
        )

    def __init__(self, *args: Any, earlier: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {question.pk: question for question in earlier}
        question: Question = self.instance
        self.languages = languages_of(question.event)
        self._add_languages(question)
        groups = Term.objects.of(Scheme.STAKEHOLDER_GROUP).current().top()
        self.fields["groups"].choices = [(term.code, term.label) for term in groups]  # type: ignore[attr-defined]
        self.fields["after"].choices = _answers_to(earlier)  # type: ignore[attr-defined]
        self.initial["after"] = _ticked(question)
        sessions = Session.objects.filter(event=question.event_id)
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]
        self.fields["session"].empty_label = _("everyone who comes to the event")  # type: ignore[attr-defined]
        self._leave_out(has_sessions=sessions.exists())

    def clean(self) -> dict[str, Any]:
        """Return the answers; numbers in order, and one question on which it depends."""
        cleaned: dict[str, Any] = super().clean() or {}
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("Write a number that is not below the smallest."))
        asked = {one.partition(":")[0] for one in cleaned.get("after", ())}
        if len(asked) > 1:
            self.add_error("after", _("Tick answers to one question only."))
        return cleaned

    def question(self) -> Question:
        """Return the question as it was filled in; not saved yet."""
        question, cleaned = self.instance, self.cleaned_data
        question.words = {
            code: {"label": cleaned[f"label_{code}"], "help": cleaned[f"help_{code}"]}
            for code, _name in self.languages
        }
        if "session" in cleaned:
            question.for_session = cleaned["session"] is not None
        pairs = [one.partition(":") for one in cleaned.get("after", ())]
        question.depends_on = self.earlier[int(pairs[0][0])] if pairs else None
        question.depends_values = sorted(int(key) for _asked, _colon, key in pairs if key)
        return question

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields that say of whom it is asked."""
        return [self[name] for name in ("session", "groups", "after") if name in self.fields]

    @property
    def translated(self) -> list[forms.BoundField]:
        """The fields in other languages."""
        return [
            field
            for field in self
            if field.name.startswith(("label_", "help_")) and field.name != "help_text"
        ]

    @property
    def plain(self) -> list[forms.BoundField]:
        """All other fields."""
        others = {field.name for field in (*self.narrowing, *self.translated)}
        return [field for field in self if field.name not in others]

    def _add_languages(self, question: Question) -> None:
        for code, name in self.languages:
            known = question.words.get(code, {})
            for key, label, length in (("label", _("Question"), 500), ("help", _("Help"), 300)):
                self.fields[f"{key}_{code}"] = forms.CharField(
                    label=f"{label} ({name})",
                    required=False,
                    max_length=length,
                    initial=known.get(key, ""),
                )

    def _leave_out(self, *, has_sessions: bool) -> None:
        """Take away what the kind of question does not need."""
        kind = self.instance.kind
        gone = set() if kind == Kind.NUMBER else {"least", "most"}
        if kind == Kind.CONSENT:  # it can be taken back at any time
            gone.add("is_fixed")
        if not has_sessions:
            gone.add("session")
        if not self.fields["after"].choices:  # type: ignore[attr-defined]
            gone.add("after")
        for name in gone:
            del self.fields[name]
        label = self.fields["label"]
        if kind == Kind.CONSENT:
            label.label = _("What people agree to")
            label.help_text = _("These words are kept word for word with each consent.")
            label.widget = forms.Textarea(attrs={"rows": 3})


class ChoiceForm(forms.Form):
    """One row of the list of choices."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=gettext_lazy("Choice"), max_length=200, required=False)
    places = forms.IntegerField(
        label=gettext_lazy("Places"), min_value=1, max_value=1_000_000, required=False
    )
    is_retired = forms.BooleanField(label=gettext_lazy("No longer offered"), required=False)

    def __init__(
        self, *args: Any, languages: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(languages)
        for code, name in self.languages:
            self.fields[f"label_{code}"] = forms.CharField(
                label=name, max_length=200, required=False
            )

    @property
    def translated(self) -> list[forms.BoundField]:
        """The fields in other languages."""
        return [self[f"label_{code}"] for code, _name in self.languages]


class ChoiceRows(forms.BaseFormSet[ChoiceForm]):
    """The choices of a question: rows in their order; an empty row is no choice."""

    def clean(self) -> None:
        """Refuse a list without choices, and the same choice twice."""
        rows = [form.cleaned_data for form in self.forms if form.is_valid()]
        labels = [row["label"] for row in rows if row.get("label")]
        if not labels:
            raise forms.ValidationError(_("Write at least one choice."))
        if len({label.casefold() for label in labels}) < len(labels):
            raise forms.ValidationError(_("The same choice stands there twice."))

    def offers(self) -> list[Offer]:
        """Return the choices in their order."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("label")]
        return [
            Offer(
                key=row["key"],
                label=row["label"],
                places=row["places"],
                is_retired=row["is_retired"],
                words={
                    name.removeprefix("label_"): value
                    for name, value in row.items()
                    if name.startswith("label_") and value
                },
            )
            for row in sorted(rows, key=_place)
        ]


def choice_rows(question: Question, data: Any = None) -> ChoiceRows:
    """Return the rows of a question's choices, some of them empty."""
    made: Any = forms.formset_factory(
        ChoiceForm,
        formset=ChoiceRows,
        extra=EMPTY_ROWS,
        can_order=True,
        max_num=MOST_CHOICES,
        validate_max=True,
        absolute_max=MOST_CHOICES + 40,
    )
    known = question.choices.order_by("position", "pk") if question.pk else ()
    initial = [
        {
            "key": one.pk,
            "label": one.label,
            "places": one.places,
            "is_retired": one.is_retired,
            **{f"label_{code}": word for code, word in one.words.items()},
        }
        for one in known
    ]
    languages = languages_of(question.event)
    rows: ChoiceRows = made(
        data, initial=initial, prefix="choices", form_kwargs={"languages": languages}
    )
    return rows


def _place(row: dict[str, Any]) -> float:
    order = row.get("ORDER")
    return float("inf") if order is None else float(order)


def _answers_to(earlier: list[Question]) -> list[tuple[str, str]]:
    """Return the answers to questions on which another may depend."""
    found = []
    for question in earlier:
        if question.kind == Kind.CONSENT:
            found.append((f"{question.pk}:", _("“%(question)s”: ticked") % {"question": question}))
        elif question.has_choices:
            found += [
                (f"{question.pk}:{one.pk}", f"“{question.label}”: {one.label}")
                for one in question.choices.all()
            ]
    return found


def _ticked(question: Question) -> list[str]:
    if question.depends_on_id is None:
        return []
    keys = [str(key) for key in question.depends_values] or [""]
    return [f"{question.depends_on_id}:{key}" for key in keys]
