"""What people type about themselves: to sign up or in, to change or delete their account."""

from typing import Any, Final, TypeAlias, cast
from zoneinfo import available_timezones

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members import actions
from community.members.consents import MEMBERSHIP
from community.members.models import ConsentRecord, Profile, User, plain_name
from vocabulary.models import Scheme, Term, TermQuerySet

REGIONS: Final = (
    "Africa",
    "America",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
ADDRESS_HINT: Final = _("We send a code there each time you sign in. Nobody else sees it.")


SignUpOutcome: TypeAlias = tuple[User | None, HttpResponseBase | None]


def time_zones() -> list[tuple[str, Any]]:
    """Return the time zones by region, for a list to choose from."""
    names = sorted(available_timezones())
    regions = [
        (region, [(name, _city(name)) for name in names if name.startswith(f"{region}/")])
        for region in REGIONS
    ]
    return [("", _("As the site")), ("UTC", "UTC"), *regions]


def _city(zone: str) -> str:
    return zone.split("/", 1)[1].replace("/", ", ").replace("_", " ")


def _address_field(**options: Any) -> forms.EmailField:
    field: forms.EmailField = allauth_forms.EmailField(
        label=_("E-mail address"), max_length=254, **options
    )
    field.widget.attrs |= {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
    del field.widget.attrs["placeholder"]
    return field


class DetailsForm(forms.Form):
    """Name, group, organisation and country: what the sign-up and the profile form share."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[plain_name],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    stakeholder_group = forms.ModelChoiceField(
        label=_("Where do you come from?"),
        help_text=_("The project must tell its funder how many people of each group it reached."),
        queryset=Term.objects.none(),
        to_field_name="code",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the group that fits best.")},
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        validators=[plain_name],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ModelChoiceField(
        label=_("Country"),
        queryset=Term.objects.none(),
        to_field_name="code",
        empty_label=_("Choose one"),
        widget=forms.Select(attrs={"autocomplete": "country"}),
        error_messages={"required": _("Choose a country.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("stakeholder_group", Term.objects.of(Scheme.STAKEHOLDER_GROUP).top())
        self._offer("country", Term.objects.of(Scheme.COUNTRY).alphabetical())

    def _offer(self, name: str, terms: TermQuerySet) -> None:
        cast("forms.ModelChoiceField[Term]", self.fields[name]).queryset = terms.current()

    def details(self) -> actions.Details:
        """Return what was typed, for the action to store."""
        given = self.cleaned_data
        return actions.Details(
            name=given["name"],
            stakeholder_group=given["stakeholder_group"],
            country=given["country"],
            organisation=given["organisation"],
            language=given.get("language") or get_language() or "en",
            time_zone=given.get("time_zone", ""),
        )


def _consent_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=MEMBERSHIP.text,
        error_messages={"required": _("Without this we may not keep an account for you.")},
    )


class SignUpForm(DetailsForm, allauth_forms.SignupForm):
    """A new account: no password, the code that proves the address opens it."""

    consent = _consent_field()
    field_order = ("email", "name", "stakeholder_group", "organisation", "country", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _address_field(help_text=ADDRESS_HINT)
        self.fields["subject"].label = _("Leave this empty")
        self.fields["subject"].widget.attrs = {"tabindex": "-1", "autocomplete": "off"}
        self.order_fields(self.field_order)

    def try_save(self, request: HttpRequest) -> SignUpOutcome:
        """Return the new account, or the answer that looks the same when the address is taken."""
        try:
            saved: SignUpOutcome = super().try_save(request)
        except actions.AddressTaken:
            self.account_already_exists = True
            saved = super().try_save(request)
        return saved

    def save(self, request: HttpRequest) -> User:
        """Return the new account."""
        return actions.join(
            email=self.cleaned_data["email"],
            details=self.details(),
            wording=MEMBERSHIP,
            language=get_language() or "en",
        )


class SignInForm(allauth_forms.LoginForm):
    """An address; the code goes there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _address_field()

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponseBase:
        """Send the code. An account that was made at the desk is opened by its first one.

        One that was merged has further addresses, which stay.
        """
        if self.user and not self.user.emailaddress_set.filter(email=self.user.email).exists():
            actions.settle_address(user=self.user)
        answer: HttpResponseBase = super().login(request, redirect_url)
        return answer


class NewAddressForm(allauth_forms.AddEmailForm):
    """Another address for the same account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _address_field(
            help_text=_("We send a code there. The change counts once you have typed it.")
        )


class _CodeForm(forms.Form):
    """The six figures from the mail, with or without spaces."""

    code = forms.CharField(
        label=_("Code"),
        validators=[MaxLengthValidator(20)],
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": "6",
                "autofocus": True,
            }
        ),
        error_messages={"required": _("Type the six figures from the mail.")},
    )


class SignInCodeForm(_CodeForm, allauth_forms.ConfirmLoginCodeForm):
    """The code that signs in."""


class AddressCodeForm(_CodeForm, allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""


class ProfileForm(DetailsForm):
    """What a member tells, to be changed at any time; asks for consent where none was given."""

    language = forms.ChoiceField(label=_("Language of your mail"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        required=False,
        choices=time_zones,
    )
    consent = _consent_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, initial=self._known(), **kwargs)
        if has_agreed(user):
            del self.fields["consent"]

    def save(self) -> Profile:
        """Store it and return the profile."""
        if "consent" in self.fields:
            actions.agree(
                user=self.user,
                wording=MEMBERSHIP,
                language=get_language() or "en",
                source=ConsentRecord.Source.PROFILE,
            )
        return actions.update_profile(user=self.user, details=self.details())

    def _known(self) -> dict[str, Any]:
        profile = getattr(self.user, "profile", None)
        if profile is None:
            return {"name": self.user.name, "language": get_language()}
        return {
            "name": self.user.name,
            "stakeholder_group": profile.stakeholder_group and profile.stakeholder_group.group.code,
            "organisation": profile.organisation,
            "country": profile.country and profile.country.code,
            "language": profile.language,
            "time_zone": profile.time_zone,
        }


def has_agreed(user: User) -> bool:
    """Return whether the newest record on membership says yes."""
    newest = user.consents.filter(purpose=MEMBERSHIP.purpose).first()
    return bool(newest and newest.is_given)


class EraseForm(forms.Form):
    """The address once more, so that no single press deletes an account."""

    address = forms.CharField(
        label=_("Type your e-mail address to confirm"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_address(self) -> str:
        """Return the address when it is the account's own."""
        address: str = self.cleaned_data["address"].strip().lower()
        if address != self.user.email.lower():
            raise forms.ValidationError(_("This is not the address of this account."))
        return address

    def save(self) -> None:
        """Erase the account; the form has a general error when that may not be."""
        try:
            actions.erase_member(user=self.user)
        except actions.LastAdministrator:
            self.add_error(None, _("You are the only administrator. Make somebody else one first."))
