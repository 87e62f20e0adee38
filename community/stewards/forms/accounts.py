"""The deeds about a person that reach others: mail, another account, a steward's eyes."""

from typing import Any, Final

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.tombstones import without_tombstone
from community.stewards.actions import looking, merging, people
from community.stewards.forms.frame import DeedForm
from community.stewards.history import mails_of
from community.stewards.pointers import Tally
from outbox.models import Message

LOOK_KEY: Final = "stewards.look"


class WayInForm(DeedForm):
    """The mail that says how to come in."""

    title = _("Send the way in")
    text = _("A mail says how to sign in. It holds no secret: the code comes when it is asked for.")
    button = _("Send")
    done = _("The mail is on its way.")
    icon = "mail"

    def run(self) -> Any:
        """Send it."""
        return people.send_way_in(user=self.whom, by=self.by, reason=self.cleaned_data["reason"])


class ResendForm(DeedForm):
    """A mail that was refused, was not sent, or whose fate is unknown."""

    title = _("Send a mail again")
    text = _("Only mail that did not arrive is offered. One of unknown outcome may arrive twice.")
    button = _("Send again")
    done = _("The mail is queued again.")
    icon = "mail"

    message = forms.ModelChoiceField(
        label=_("Mail"), queryset=Message.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["message"]
        field.queryset = mails_of(self.whom).stuck()

    @classmethod
    def is_offered(cls, whom: Any) -> bool:
        """Return whether a mail is stuck."""
        return bool(mails_of(whom).stuck().exists())

    def run(self) -> Any:
        """Queue it."""
        given = self.cleaned_data
        return people.resend(
            user=self.whom, by=self.by, reason=given["reason"], message=given["message"]
        )


class MergeForm(DeedForm):
    """Another account of the same person, which goes."""

    title = _("Merge another account into this one")
    text = _(
        "All that belongs to the other account moves here; both addresses open this one afterwards."
        " The other account is gone, and cannot be brought back."
    )
    button = _("Merge")
    done = _("The two accounts are one.")
    icon = "resubmit"
    is_grave = True
    has_rehearsal = True

    other = forms.CharField(
        label=_("The other account"), help_text=_("Its address or its handle."), max_length=254
    )

    def clean_other(self) -> User:
        """Return the account that goes."""
        named = self.cleaned_data["other"].strip().lower()
        by_address = Q(email=named) | Q(emailaddress__email=named, emailaddress__verified=True)
        same = User.objects.filter(by_address | Q(profile__handle=named)).distinct()
        found = without_tombstone(same)[:2]
        if len(found) != 1:
            raise forms.ValidationError(_("There is no account with this address or handle."))
        return found[0]

    def run(self) -> list[Tally]:
        """Merge."""
        return self._merge(is_rehearsal=False)

    def rehearse(self) -> list[Tally]:
        """Return what will move."""
        return self._merge(is_rehearsal=True)

    def _merge(self, *, is_rehearsal: bool) -> list[Tally]:
        return merging.merge_people(
            staying=User.objects.get(pk=self.whom.pk),
            going=self.cleaned_data["other"],
            by=self.by,
            reason=self.cleaned_data["reason"],
            is_rehearsal=is_rehearsal,
        )


class LookForm(DeedForm):
    """Half an hour with the eyes of somebody else."""

    title = _("Look as this person")
    text = _(
        "You see the site as this person does, for half an hour at most. Nothing can be changed,"
        " and their data and security pages stay closed. Beginning and end are logged."
    )
    button = _("Look")
    done = _("You look with the eyes of somebody else.")
    icon = "view"
    permission = looking.PERMISSION

    def run(self) -> Any:
        """Begin."""
        return looking.begin_look(by=self.by, whom=self.whom, reason=self.cleaned_data["reason"])

    def leave(self, request: HttpRequest, result: Any) -> str:
        """Let the session know, and go to the home page."""
        request.session[LOOK_KEY] = result.pk
        return "/"
