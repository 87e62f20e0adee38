"""The first page after the first sign-in: under a minute, and every answer may wait."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members import actions
from community.members.domains import organisations_of
from community.members.forms import DetailsForm, consent_field, has_agreed
from community.members.models import Organisation, Profile, User, profile_of
from community.members.offers import Offer, open_offers
from community.members.profile_forms import TermsField

MOST_SUGGESTIONS = 3


class WelcomeForm(DetailsForm):
    """Group, country, organisation, interests, language; letters apart, and unticked."""

    organisation_known = forms.ChoiceField(
        label=_("Do you belong here?"),
        help_text=_("Your address says so. Nobody sees the address."),
        required=False,
        widget=forms.RadioSelect,
    )
    interests = TermsField(label=_("What interests you"))
    language = forms.ChoiceField(label=_("Language of your mail"), choices=settings.LANGUAGES)
    letters = forms.MultipleChoiceField(required=False)
    consent = consent_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        self.profile = profile_of(user) or Profile(user=user)
        super().__init__(*args, initial=self._known(), **kwargs)
        for name in ("stakeholder_group", "country"):
            self.fields[name].required = False
        self._offer_organisations()
        letters: Any = self.fields["letters"]
        letters.choices = [(one.key, one.title) for one in self.offers]
        if user.name:
            del self.fields["name"]
        if has_agreed(user):
            del self.fields["consent"]

    @cached_property
    def suggested(self) -> dict[str, Organisation]:
        """The organisations to which the domain of the proven address belongs, by slug."""
        return {one.slug: one for one in organisations_of(self.user)[:MOST_SUGGESTIONS]}

    @cached_property
    def offers(self) -> list[Offer]:
        """What other rooms offer."""
        return open_offers(self.user)

    @property
    def ticked(self) -> list[str]:
        """The keys of the offers that were ticked in this very form."""
        return self.data.getlist("letters") if self.is_bound else []  # type: ignore[attr-defined]

    def save(self) -> Profile:
        """Store the answers and return the profile."""
        given = self.cleaned_data
        if "consent" in self.fields:
            actions.agree_to_membership(user=self.user, language=get_language() or "en")
        start = actions.Start(
            details=self.details(),
            organisation=self.suggested.get(given.get("organisation_known", "")),
            interests=tuple(given["interests"]),
            letters=tuple(given["letters"]),
        )
        return actions.welcome(user=self.user, start=start)

    def details(self) -> actions.Details:
        """Return the details; the name stays what it was where it was known."""
        given = self.cleaned_data
        return actions.Details(
            name=given.get("name") or self.user.name,
            stakeholder_group=self._group(),
            country=given["country"],
            organisation=given["organisation"],
            language=given["language"],
            time_zone=self.profile.time_zone,
        )

    def _group(self) -> Any:
        """Return the group that was chosen; a finer one that was told before stays."""
        chosen, known = self.cleaned_data["stakeholder_group"], self.profile.stakeholder_group
        return known if chosen and known and known.group == chosen else chosen

    def _offer_organisations(self) -> None:
        if not self.suggested:
            del self.fields["organisation_known"]
            return
        choices = [(slug, one.name) for slug, one in self.suggested.items()]
        field: Any = self.fields["organisation_known"]
        field.choices = [*choices, ("", _("No, or to another one"))]
        typed = self.profile.organisation.casefold()
        own = [slug for slug, one in self.suggested.items() if typed in ("", one.name.casefold())]
        self.initial["organisation_known"] = own[0] if own else ""

    def _known(self) -> dict[str, Any]:
        profile, is_new = self.profile, self.profile.pk is None
        group = profile.stakeholder_group
        return {
            "stakeholder_group": group and group.group.code,
            "country": profile.country and profile.country.code,
            "organisation": profile.organisation,
            "language": get_language() if is_new else profile.language,
            "interests": [] if is_new else [term.code for term in profile.interests.all()],
        }
