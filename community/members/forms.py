"""What people type about themselves: to sign up or in, to change or delete their account."""

from typing import Any, Final, TypeAlias, cast
from zoneinfo import available_timezones

from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members import actions
from community.members.consents import MEMBERSHIP
from community.members.fields import LineField
from community.members.leaving import who_left
from community.members.models import User
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

    name = LineField(
        label=_("Your name"),
        max_length=150,
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
    organisation = LineField(
        label=_("Organisation"),
        required=False,
        max_length=200,
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


def consent_field() -> forms.BooleanField:
    """Return the box beside the consent to membership."""
    return forms.BooleanField(
        label=MEMBERSHIP.text,
        error_messages={"required": _("Without this we may not keep an account for you.")},
    )


class SignUpForm(DetailsForm, allauth_forms.SignupForm):
    """A new account: no password, the code that proves the address opens it."""

    consent = consent_field()
    field_order = ("email", "name", "stakeholder_group", "organisation", "country", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = self.address_field()
        self.fields["subject"].label = _("Leave this empty")
        self.fields["subject"].widget.attrs = {"tabindex": "-1", "autocomplete": "off"}
        self.order_fields(self.field_order)

    @staticmethod
    def address_field() -> forms.EmailField:
        """Return the field for the address of a new account."""
        return _address_field(help_text=ADDRESS_HINT)

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

        The same questions are asked for known and unknown addresses, and something is written only
        where it must be: one write more would tell by the clock who has an account. A merged
        account has further addresses, which stay.
        """
        email = self.cleaned_data["login"]
        closed = who_left(email)
        self.user: User | None = self.user or closed
        own = self.user.email if self.user is not None else email
        held = EmailAddress.objects.filter(user__email=own).values_list("email", "primary")
        if (own, True) not in list(held) and self.user is not None:
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


def has_agreed(user: User) -> bool:
    """Return whether the newest record on membership says yes."""
    newest = user.consents.filter(purpose=MEMBERSHIP.purpose).first()
    return bool(newest and newest.is_given)
