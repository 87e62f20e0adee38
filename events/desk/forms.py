"""What the organisers type at the desk."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.stewards.reading import MAX_BYTES
from events.desk.models import PeopleFile
from events.forms import ByHandForm
from events.models import EventPage, EventRole, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMN: Final = "column-"


class ReasonForm(forms.Form):
    """Why staff say no."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It goes to the person word for word."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a reason: it goes to the person.")},
    )


class OptionalReasonForm(ReasonForm):
    """Why a seat is taken back; nobody has to say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _(
            "You may leave it empty. What you write goes to the person word for word."
        )


class NoteForm(forms.Form):
    """A note for the other organisers."""

    text = forms.CharField(
        label=_("Note"),
        help_text=_("For the organisers; the person sees it in a copy of their data."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write something, or leave the note.")},
    )


class AddForm(ByHandForm):
    """One more person, and where they shall stand."""

    state = forms.ChoiceField(label=_("State"))

    def __init__(self, *args: Any, event: EventPage, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        choices = PeopleFile.Target.choices
        if not event.has_waiting_list:
            choices = [choice for choice in choices if choice[0] != State.WAITING]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (value, _ADDED[value]) for value, _label in choices
        ]
        self.fields["state"].required = False  # an older form did not ask

    def state_given(self) -> State:
        """Return where the person shall stand; confirmed, unless something else was chosen."""
        return State(self.cleaned_data["state"] or State.CONFIRMED)


_ADDED: Final = {
    State.CONFIRMED.value: _("Confirmed: they have a seat"),
    State.APPROVAL.value: _("Waiting for approval: you decide later"),
    State.WAITING.value: _("On the waiting list, at the end"),
}


class RoleForm(forms.Form):
    """Who shall help, and with what."""

    email = forms.EmailField(
        label=_("E-mail address of the account"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Write the address with which the person signs in."),
            "invalid": _("Write it with an @, such as name@example.org."),
        },
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=EventRole.Role.choices, widget=forms.RadioSelect
    )


class UploadForm(forms.Form):
    """The file; it is only looked at."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, with the names of the columns in the first line."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty."),
        },
    )

    def clean_file(self) -> Any:
        """Return the file when it is not too large to be read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)d MB. Use several files.")
                % {"size": MAX_BYTES // 2**20}
            )
        return file


class WishForm(forms.Form):
    """How a file is read: what each column means, and what shall become of its people."""

    target = forms.ChoiceField(label=_("State afterwards"), choices=PeopleFile.Target.choices)
    joins_line = forms.BooleanField(
        label=_("Who finds no seat goes to the waiting list"), required=False
    )
    sends_mail = forms.BooleanField(
        label=_("Tell each of them by mail"),
        help_text=_("The same mail as after registering, with the calendar entry."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of the mails"),
        help_text=_("Where the file says nothing."),
        choices=settings.LANGUAGES,
    )

    def __init__(
        self, *args: Any, people_file: PeopleFile, meanings: "Mapping[str, Any]", **kwargs: Any
    ) -> None:
        initial = {
            name: getattr(people_file, name)
            for name in ("target", "joins_line", "sends_mail", "language")
        }
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.headings: Sequence[str] = people_file.headings
        choices = [("", _("Leave out")), *meanings.items()]
        for number, heading in enumerate(self.headings):
            self.fields[f"{COLUMN}{number}"] = forms.ChoiceField(
                label=heading or _("Column %(number)d") % {"number": number + 1},
                choices=choices,
                initial=people_file.meanings[number],
                required=False,
            )
        if not people_file.event.has_waiting_list:
            del self.fields["joins_line"]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The fields that say what a column means, in the order of the file."""
        return [field for field in self if field.name.startswith(COLUMN)]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """The fields that say what shall become of the people."""
        return [field for field in self if not field.name.startswith(COLUMN)]

    def wish(self) -> dict[str, Any]:
        """Return what was chosen, for an action."""
        told = self.cleaned_data
        return {
            "meanings": [told[f"{COLUMN}{number}"] for number in range(len(self.headings))],
            "target": told["target"],
            "joins_line": told.get("joins_line", False),
            "sends_mail": told["sends_mail"],
            "language": told["language"],
        }


class BasisForm(forms.Form):
    """Why these people may be registered and written to."""

    basis = forms.CharField(
        label=_("How did they agree?"),
        help_text=_(
            "Where the list comes from and how the people know of it."
            " It is kept with each registration."
        ),
        max_length=150,
        error_messages={"required": _("Write it down: you answer for it, and so do we.")},
    )
