"""What the desk and an invited person type."""

from typing import Any, Final, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from events.consents import GUEST
from events.forms import DetailsForm
from events.invitations.lists import MOST
from events.rows import Guest
from vocabulary.models import Scheme, Term

LARGEST: Final = 512 * 1024  # bytes of a file; much more than `lists.MOST` lines have
TERMS: Final = ("group", "language", "ends_at", "skips_approval", "skips_window", "skips_line")


class InviteForm(forms.Form):
    """A list of people, and what their invitations allow."""

    text = forms.CharField(
        label=gettext_lazy("Addresses"),
        help_text=gettext_lazy(
            "One line a person: the address, and where you know them name and language, separated"
            " by commas or semicolons."
        ),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a CSV file"), required=False, allow_empty_file=True
    )
    group = forms.ModelChoiceField(
        label=gettext_lazy("Group of these people"), queryset=Term.objects.none(), required=False
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language, where a line says none"), choices=settings.LANGUAGES
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("Answer until"),
        help_text=gettext_lazy("Empty: until registration closes."),
        required=False,
        widget=AdminDateTimeInput,
    )
    skips_approval = forms.BooleanField(
        label=gettext_lazy("Needs no approval"), required=False, initial=True
    )
    skips_window = forms.BooleanField(
        label=gettext_lazy("Opens before and after the time of registration"), required=False
    )
    skips_line = forms.BooleanField(
        label=gettext_lazy("Goes before the waiting list"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Term.objects.of(Scheme.STAKEHOLDER_GROUP).current().top()
        cast("forms.ModelChoiceField[Term]", self.fields["group"]).queryset = groups

    def clean_file(self) -> str:
        """Return what a file says.

        Raises:
            ValidationError: it is too large, or no text.
        """
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LARGEST:
            message = _("This file is too large: a list holds %(most)s addresses at most.")
            raise forms.ValidationError(message % {"most": MOST})
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            message = _("This is no text in UTF-8. Save the sheet as “CSV UTF-8” and try again.")
            raise forms.ValidationError(message) from error

    def clean(self) -> dict[str, Any]:
        """Want at least one line."""
        cleaned = super().clean() or {}
        if not self.errors and not self.whole_list().strip():
            self.add_error("text", _("Write at least one address, or choose a file."))
        return cleaned

    def whole_list(self) -> str:
        """Return what was typed and what the file says."""
        cleaned = self.cleaned_data
        return "\n".join(filter(None, (cleaned.get("text"), cleaned.get("file"))))

    def terms(self) -> dict[str, Any]:
        """Return what all of these invitations share."""
        return {name: self.cleaned_data[name] for name in TERMS}


class InvitedForm(DetailsForm):
    """An invited person's registration: the address is known."""

    consent = forms.BooleanField(
        label=GUEST,
        error_messages={"required": gettext_lazy("Without this we may not keep a seat for you.")},
    )

    def guest(self, email: str) -> Guest:
        """Return who wants to come."""
        return Guest(email=email, parts=self.given(), **self.answers())
