"""What staff choose before something is printed or issued."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import parts
from events.models import EventPage, State
from events.papers.badges import FORMATS, consent_columns
from events.papers.drawings import NoPicture, keep_signature
from events.papers.lists import Occasion
from events.papers.models import CertificateWording
from events.papers.people import BY_LAST_WORD, BY_NAME, ON_PAPER, USUAL, Choice

MOST_BLANKS = 100


class PeopleForm(forms.Form):
    """Which people, and in which order; each part of the event adds its ways to narrow them."""

    states = forms.MultipleChoiceField(
        label=gettext_lazy("Whom"),
        choices=[(state.value, state.label) for state in ON_PAPER],
        initial=[state.value for state in USUAL],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    order = forms.ChoiceField(
        label=gettext_lazy("In the order of"),
        choices=(
            (BY_NAME, gettext_lazy("the name as it is written")),
            (BY_LAST_WORD, gettext_lazy("the last word of the name")),
        ),
        required=False,
    )
    one = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, event: EventPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters = {f"filter-{one.key}": one for one in parts.filters(event)}
        for name, one in self.filters.items():
            choices = (("", _("Everybody")), *one.choices)
            self.fields[name] = forms.ChoiceField(label=one.label, choices=choices, required=False)

    def choice(self) -> Choice:
        """Return which people were chosen; the form is valid."""
        given = self.cleaned_data
        where: list[Q] = [
            one.where(given[name]) for name, one in self.filters.items() if given.get(name)
        ]
        return Choice(
            states=[State(state) for state in given["states"]],
            where=tuple(where),
            one=given.get("one"),
            order=given.get("order") or BY_NAME,
        )


class BadgeForm(PeopleForm):
    """Which badges."""

    size = forms.ChoiceField(
        label=gettext_lazy("Size"), choices=[(key, one.label) for key, one in FORMATS.items()]
    )
    blanks = forms.IntegerField(
        label=gettext_lazy("Blank badges at the end"),
        help_text=gettext_lazy("For those who come without having registered."),
        min_value=0,
        max_value=MOST_BLANKS,
        initial=0,
        required=False,
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Photos are welcome: the answer stands in"),
        help_text=gettext_lazy("Whoever did not say yes there bears the mark “No photos”."),
        required=False,
    )

    field_order = ("size", "states", "order")

    def __init__(self, *args: Any, event: EventPage, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        columns = consent_columns(event)
        field: Any = self.fields["consent"]
        field.choices = [("", _("no question: mark nobody")), *((one, one) for one in columns)]
        if not columns:
            del self.fields["consent"]


class ListForm(PeopleForm):
    """Which lists to sign."""

    occasions = forms.MultipleChoiceField(
        label=gettext_lazy("One list for each of"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose a day or a session.")},
    )
    blanks = forms.IntegerField(
        label=gettext_lazy("Blank rows at the end"),
        min_value=0,
        max_value=MOST_BLANKS,
        initial=10,
        required=False,
    )

    field_order = ("occasions", "states", "order")

    def __init__(
        self, *args: Any, event: EventPage, wanted: Sequence[Occasion], **kwargs: Any
    ) -> None:
        super().__init__(*args, event=event, **kwargs)
        field: Any = self.fields["occasions"]
        field.choices = [(one.key, one.title) for one in wanted]
        field.initial = [one.key for one in wanted if one.session is None]


class WordingForm(forms.ModelForm[CertificateWording]):
    """What certificates say, with the picture of a signature."""

    picture = forms.FileField(
        label=gettext_lazy("Picture of the signature"),
        help_text=gettext_lazy("PNG, JPEG or WebP, at most 2 MB. Nobody can fetch it from here."),
        required=False,
    )
    no_picture = forms.BooleanField(
        label=gettext_lazy("Take the picture of the signature away"), required=False
    )

    class Meta:
        model = CertificateWording
        fields = ("learnt", "host", "signatory", "role", "least_minutes")
        widgets = {"learnt": forms.Textarea(attrs={"rows": 4})}

    new_signature: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.signature:
            del self.fields["no_picture"]

    def clean(self) -> dict[str, Any]:
        """Store a picture once everything else is right.

        Raises:
            ValidationError: it is none.
        """
        given: dict[str, Any] = super().clean() or {}
        picture = given.get("picture")
        if given.get("no_picture"):
            self.new_signature = ""
        elif picture and not self.errors:
            try:
                self.new_signature = keep_signature(picture)
            except NoPicture:
                self.add_error("picture", _("This is no picture, or it is larger than 2 MB."))
        return given


class RevokeForm(forms.Form):
    """Why a certificate does not hold any more."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Kept for the record. Whoever checks the number does not see it."),
        max_length=300,
        error_messages={"required": gettext_lazy("Write a reason.")},
    )


class NameForm(forms.Form):
    """The name as it shall be printed."""

    name = forms.CharField(
        label=gettext_lazy("Name as it shall be printed"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write the name as it shall be printed.")},
    )
    sends_mail = forms.BooleanField(
        label=gettext_lazy("Send the link to the new version"), required=False, initial=True
    )
