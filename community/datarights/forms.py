"""What people type to leave, to ask for a correction, to answer one."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from community.datarights.actions import closing
from community.members.actions import LastAdministrator
from community.members.models import Affiliation, User

LEAST: Final = 10  # letters that say what is wrong


class LeaveForm(forms.Form):
    """The address once more, so that no single press closes an account; and who edits then."""

    heir = forms.ChoiceField(
        label=_("Who shall edit the page of your organisation?"),
        help_text=_("Without an editor, the stewards look after it."),
        required=False,
        widget=forms.RadioSelect,
    )
    address = forms.CharField(
        label=_("Type your e-mail address to confirm"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        # By the handle, which is public, never by an id.
        self.heirs: dict[str, Affiliation] = {
            heir.user.profile.handle: heir for heir in closing.heirs_of(user)[:50]
        }
        names = [(handle, heir.user.name) for handle, heir in self.heirs.items()]
        self.fields["heir"].choices = [("", _("Nobody for now")), *names]  # type: ignore[attr-defined]
        if not self.heirs:
            del self.fields["heir"]

    def clean_address(self) -> str:
        """Return the address when it is the account's own."""
        address: str = self.cleaned_data["address"].strip().lower()
        if address != self.user.email.lower():
            raise forms.ValidationError(_("This is not the address of this account."))
        return address

    def save(self) -> None:
        """Close the account; the form has a general error when that may not be."""
        heir = self.heirs.get(self.cleaned_data.get("heir", ""))
        try:
            closing.close_account(user=self.user, heir=heir)
        except LastAdministrator:
            self.add_error(None, _("You are the only administrator. Make somebody else one first."))


class CorrectionForm(forms.Form):
    """What is wrong, in the person's own words."""

    text = forms.CharField(
        label=_("What is wrong, and how should it be?"),
        max_length=4000,
        min_length=LEAST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what is wrong.")},
    )


class AnswerForm(forms.Form):
    """What a steward answers; the person gets it by mail."""

    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("It is sent to the person by mail."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write an answer.")},
    )
