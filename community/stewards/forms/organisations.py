"""The deeds about one organisation, by the last part of their address."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from community.members.models import Organisation
from community.stewards.actions import merging, organisations
from community.stewards.forms.frame import DeedForm
from community.stewards.pointers import Tally


class ConfirmForm(DeedForm):
    """Makes an organisation public."""

    title = _("Confirm")
    text = _(
        "The organisation gets a public page and can be chosen by everybody. Who wrote it down, and"
        " says to work there, is confirmed and edits the page."
    )
    button = _("Confirm")
    done = _("Confirmed.")
    icon = "success"

    @classmethod
    def is_offered(cls, whom: Any) -> bool:
        """Return whether it is neither confirmed nor merged away."""
        return not whom.is_confirmed and not whom.merged_into_id

    def run(self) -> None:
        """Confirm it."""
        organisations.confirm_organisation(
            organisation=self.whom, by=self.by, reason=self.cleaned_data["reason"]
        )


class MergeOrganisationForm(DeedForm):
    """Another entry for the same organisation, which goes."""

    title = _("Merge another organisation into this one")
    text = _("Its people move here, its domains count here, and its address leads here.")
    button = _("Merge")
    done = _("The two organisations are one.")
    icon = "resubmit"
    is_grave = True
    has_rehearsal = True

    other = forms.CharField(
        label=_("The other organisation"),
        help_text=_("The last part of its address, or its exact name."),
        max_length=200,
    )

    @classmethod
    def is_offered(cls, whom: Any) -> bool:
        """Return whether it has not been merged away itself."""
        return not whom.merged_into_id

    def clean_other(self) -> Organisation:
        """Return the organisation that goes."""
        named = self.cleaned_data["other"].strip()
        open_ones = Organisation.objects.filter(merged_into=None).exclude(pk=self.whom.pk)
        found = open_ones.filter(slug=named.lower())[:2] or open_ones.filter(name__iexact=named)[:2]
        if not found:
            raise forms.ValidationError(_("There is no other organisation of this name."))
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several are called so. Write the last part of the address.")
            )
        return found[0]

    def run(self) -> list[Tally]:
        """Merge."""
        return self._merge(is_rehearsal=False)

    def rehearse(self) -> list[Tally]:
        """Return what will move."""
        return self._merge(is_rehearsal=True)

    def _merge(self, *, is_rehearsal: bool) -> list[Tally]:
        return merging.merge_organisations(
            staying=self.whom,
            going=self.cleaned_data["other"],
            by=self.by,
            reason=self.cleaned_data["reason"],
            is_rehearsal=is_rehearsal,
        )


ORGANISATION_DEEDS: Final[dict[str, type[DeedForm]]] = {
    "confirm": ConfirmForm,
    "merge": MergeOrganisationForm,
}
