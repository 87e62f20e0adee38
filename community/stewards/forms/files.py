"""A file of people, and the word to bring them in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.stewards.reading import MAX_BYTES


class UploadForm(forms.Form):
    """The file; it is read and checked, and nothing is brought in yet."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, with the names of the columns in the first line."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )

    def clean_file(self) -> Any:
        """Return the file when it is not too large to be read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)d MB. Bring people in by several files.")
                % {"size": MAX_BYTES // 2**20}
            )
        return file


class StartForm(forms.Form):
    """How those who can be brought in are told, and why they are brought in."""

    sends_invitations = forms.BooleanField(
        label=_("Invite them by mail"),
        help_text=_("The mail says who invites and how to sign in. It holds no secret."),
        required=False,
        initial=True,
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        help_text=_("Where the file says nothing."),
        choices=settings.LANGUAGES,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Where these people come from and why they may be written to. It is logged."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
