"""What people answer, and what staff set up."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.afterwards.models import Meeting, Outcome, Survey, SurveyQuestion
from events.afterwards.models.answer import FEWEST, MOST, RATED, SurveyAnswer, Use

GRADES = [(str(grade), str(grade)) for grade in range(FEWEST, MOST + 1)]


def _grade(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=GRADES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"data-grade": True}),
        help_text=_("1 is poor, 5 is very good."),
    )


class SurveyForm(forms.Form):
    """A survey as people answer it; nothing has to be answered but something."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in RATED:
            field: Any = SurveyAnswer._meta.get_field(name)
            self.fields[name] = _grade(capfirst(field.verbose_name))
        self.fields["use"] = forms.ChoiceField(
            label=_("Will you use it in your work?"),
            choices=Use.choices,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["takeaway"] = forms.CharField(
            label=_("What do you take with you?"),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("The organisers read it. Write no names."),
        )
        for question in survey.questions.filter(is_retired=False) if survey.pk else ():
            self.fields[question.key] = _field_of(question)

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which nothing is answered.

        Raises:
            ValidationError: nothing is.
        """
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(_("Answer at least one question."))
        return given


def _field_of(question: SurveyQuestion) -> forms.Field:
    if question.kind == SurveyQuestion.Kind.RATING:
        return _grade(question.text)
    if question.kind == SurveyQuestion.Kind.YES_NO:
        return forms.ChoiceField(
            label=question.text,
            choices=(("yes", _("Yes")), ("no", _("No"))),
            required=False,
            widget=forms.RadioSelect,
        )
    return forms.CharField(
        label=question.text,
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettingsForm(forms.ModelForm[Survey]):
    """Whether a survey is asked, and whether its figures are shown to everybody."""

    class Meta:
        model = Survey
        fields = ("is_on", "is_public")


class QuestionForm(forms.ModelForm[SurveyQuestion]):
    """One more question of the organisers' own."""

    class Meta:
        model = SurveyQuestion
        fields = ("text", "kind")


class MeetingForm(forms.ModelForm[Meeting]):
    """A meeting, as one of the two tells it."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices)

    class Meta:
        model = Meeting
        fields = ("other_side", "outcome", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other_side"].required = True


class StaffMeetingForm(MeetingForm):
    """A meeting, as staff record it."""

    class Meta(MeetingForm.Meta):
        fields = ("one_side", "other_side", "outcome", "note")  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one_side"].required = True


class OutcomeForm(forms.Form):
    """What has come of a meeting since."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
