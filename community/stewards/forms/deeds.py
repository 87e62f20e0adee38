"""The deeds about one person, by the last part of their address."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.models import Affiliation, Profile, Trust, User, profile_of
from community.stewards.actions import people, suspending
from community.stewards.forms.accounts import LookForm, MergeForm, ResendForm, WayInForm
from community.stewards.forms.frame import DeedForm
from vocabulary.models import Scheme, Term

OF_PROFILE: Final = (
    *("handle", "stakeholder_group", "country", "organisation", "role", "language"),
)


class CorrectForm(DeedForm):
    """Name, address and what the profile says of work and place."""

    title = _("Correct")
    text = _(
        "A new address has yet to be proven by a code, and the old one is told. What people show"
        " to whom is theirs to decide and stays."
    )
    button = _("Save")
    done = _("Saved.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = profile_of(self.whom) or Profile(user=self.whom)
        fields = fields_for_model(User, ["email", "name"]) | fields_for_model(Profile, OF_PROFILE)
        for name, field in fields.items():
            row = self.whom if name in people.OF_USER else profile
            field.initial = getattr(row, f"{name}_id", getattr(row, name))
            self.fields[name] = field
        groups: Any = self.fields["stakeholder_group"]
        groups.queryset = Term.objects.of(Scheme.STAKEHOLDER_GROUP)
        countries: Any = self.fields["country"]
        countries.queryset = Term.objects.of(Scheme.COUNTRY).alphabetical()
        self.order_fields(["name", "email", *OF_PROFILE, "reason"])

    def clean_email(self) -> str:
        """Return the address in small letters, as it is stored."""
        email: str = self.cleaned_data["email"].strip().lower()
        return email

    def run(self) -> Any:
        """Store it."""
        given = dict(self.cleaned_data)
        reason = given.pop("reason")
        return people.correct(
            user=self.whom, by=self.by, reason=reason, correction=people.Correction(**given)
        )


class SuspendForm(DeedForm):
    """Until when, and why; the person reads why."""

    title = _("Suspend")
    text = _(
        "The person cannot sign in, every session ends at once, and nobody sees the profile. A mail"
        " says why, until when, and how to object."
    )
    button = _("Suspend")
    done = _("Suspended. A mail tells the person.")
    icon = "lock"
    is_grave = True

    until = forms.DateField(
        label=_("Until the end of this day"),
        help_text=_("Leave it empty to suspend until somebody lifts it."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The person reads this sentence in the mail.")

    @classmethod
    def is_offered(cls, whom: Any) -> bool:
        """Return whether the person is not suspended yet."""
        return not whom.suspensions.current().exists()

    def run(self) -> Any:
        """Suspend."""
        return suspending.suspend(
            user=self.whom,
            by=self.by,
            reason=self.cleaned_data["reason"],
            until=_end_of(self.cleaned_data["until"]),
        )


class LiftForm(DeedForm):
    """The end of a suspension."""

    title = _("Lift the suspension")
    text = _("The person can sign in again and is told so. The profile shows again as it did.")
    button = _("Lift")
    done = _("Lifted.")
    icon = "lock-open"

    @classmethod
    def is_offered(cls, whom: Any) -> bool:
        """Return whether the person is suspended."""
        return bool(whom.suspensions.current().exists())

    def run(self) -> None:
        """Lift it."""
        suspending.lift(user=self.whom, by=self.by, reason=self.cleaned_data["reason"])


class TrustForm(DeedForm):
    """A level that stays, or none: then it is counted."""

    title = _("Set the trust level")
    text = _("A level that is set stays, whatever the person does, until it is left to the count.")
    button = _("Set")
    done = _("The trust level is set.")
    icon = "success"

    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[("", _("as counted")), *Trust.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = profile_of(self.whom)
        if profile and profile.is_trust_pinned:
            self.fields["level"].initial = profile.trust

    def run(self) -> Any:
        """Pin it or let go of it."""
        given = self.cleaned_data
        return people.set_trust(
            user=self.whom, by=self.by, reason=given["reason"], level=given["level"]
        )


class AffiliationForm(DeedForm):
    """Whether the person belongs where they say."""

    title = _("Decide about the affiliation")
    text = _("Who is confirmed sees what colleagues show to each other.")
    button = _("Decide")
    done = _("Decided.")
    icon = "group"

    is_confirmed = forms.TypedChoiceField(
        label=_("Does the person belong there?"),
        choices=[("yes", _("Yes, confirm it")), ("no", _("No, take it away"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )

    @classmethod
    def is_offered(cls, whom: Any) -> bool:
        """Return whether there is an affiliation."""
        return Affiliation.objects.filter(user=whom).exists()

    def run(self) -> None:
        """Confirm it or take it away."""
        given = self.cleaned_data
        people.decide_affiliation(
            user=self.whom, by=self.by, reason=given["reason"], is_confirmed=given["is_confirmed"]
        )


DEEDS: Final[dict[str, type[DeedForm]]] = {
    "correct": CorrectForm,
    "trust": TrustForm,
    "affiliation": AffiliationForm,
    "way-in": WayInForm,
    "resend": ResendForm,
    "look": LookForm,
    "merge": MergeForm,
    "suspend": SuspendForm,
    "lift": LiftForm,
}


def _end_of(day: Any) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time.min) + timedelta(days=1))
