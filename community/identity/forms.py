"""What people type to come in another way, to prove that it is them, and to secure the account."""

from typing import Any, Final

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.fields import PasswordField, SetPasswordField
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa import signals
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.socialaccount.forms import SignupForm as SocialSignUpForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.identity import actions
from community.identity.keyring import InvalidToken, open_sealed, seal
from community.members import actions as members
from community.members.consents import MEMBERSHIP
from community.members.forms import DetailsForm, SignInCodeForm, SignInForm, SignUpForm
from community.members.models import User

LONGEST_PASSWORD: Final = 200


def _password_field(field: type[PasswordField] = PasswordField, **options: Any) -> PasswordField:
    made = field(label=_("Password"), max_length=LONGEST_PASSWORD, **options)
    del made.widget.attrs["placeholder"]
    return made


def count_failure(user: User) -> ratelimit.RateLimitUsage:
    """Count one attempt at a second factor; roll it back when the attempt succeeds.

    allauth forgets every earlier failure on success, those of the whole network too.

    Raises:
        ValidationError: there were too many.
    """
    usage = ratelimit.consume(
        context.request,
        app="allauth.account",
        action="login_failed",
        key=f"second-factor-{user.pk}",
    )
    if not usage:
        raise account_adapter().validation_error("too_many_login_attempts")
    return usage


class SignInPasswordForm(SignInForm):
    """An address and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"] = _password_field(autocomplete="current-password")


class ConfirmPasswordForm(account_forms.ReauthenticateForm):
    """The password of the account that is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password_field(autocomplete="current-password")


class PasswordForm(account_forms.UserForm):
    """A new password; whoever comes here has just proved who they are, so not the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = _password_field(SetPasswordField, help_text=_("At least twelve characters."))
        field.label = _("New password")
        field.user = self.user
        self.fields["password"] = field

    def save(self) -> None:
        """Store it."""
        account_adapter().set_password(self.user, self.cleaned_data["password"])


class ConfirmMailCodeForm(SignInCodeForm):
    """The code from a mail that proves once more who is there."""


class _CodeForm(forms.Form):
    """The six figures of an app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        validators=[MaxLengthValidator(20)],
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "autofocus": True,
            }
        ),
        error_messages={"required": _("Type the code of your app, or a recovery code.")},
    )


class _SpentCode(_CodeForm):
    """A code that is used up by being typed."""

    reauthentication = False
    user: User

    def clean_code(self) -> str:
        """Return the code, once."""
        usage = count_failure(self.user)
        code: str = self.cleaned_data["code"]
        found = actions.spend_code(user=self.user, code=code)
        if found is None:
            self._tell_of_failure()
            raise get_adapter().validation_error("incorrect_code")
        usage.rollback()
        self.authenticator = found
        return code

    def _tell_of_failure(self) -> None:
        held = Authenticator.objects.filter(user=self.user).order_by("-type").first()
        signals.authentication_failed.send(
            sender=Authenticator,
            request=context.request,
            user=self.user,
            authenticator=held,
            reauthentication=self.reauthentication,
        )


class SecondStepForm(_SpentCode, AuthenticateForm):
    """The code that completes a sign-in."""


class ConfirmCodeForm(_SpentCode, ReauthenticateForm):
    """The code that proves once more who is there."""

    reauthentication = True


class ActivateAppForm(_CodeForm):
    """The first code of an app that has just read the secret."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.secret = self._secret()
        self.step = -1

    def clean_code(self) -> str:
        """Return the code when it shows that app and site share the secret."""
        validate_can_add_authenticator(self.user)
        usage = count_failure(self.user)
        code: str = self.cleaned_data["code"]
        step = actions.fitting_step(secret=self.secret, code=code)
        if step is None:
            raise get_adapter().validation_error("incorrect_code")
        usage.rollback()
        self.step = step
        return code

    def _secret(self) -> str:
        """Return the secret of this attempt. It waits in the session, and sealed there too."""
        session = context.request.session
        if self.is_bound and SECRET_SESSION_KEY in session:
            try:
                return open_sealed(session[SECRET_SESSION_KEY])
            except InvalidToken:
                pass  # the keys were changed between the two requests: begin anew
        secret: str = generate_totp_secret()
        session[SECRET_SESSION_KEY] = seal(secret)
        return secret


class ProviderSignUpForm(DetailsForm, SocialSignUpForm):
    """A new account for somebody whom another identity provider knows; consent and code as ever."""

    consent = SignUpForm.base_fields["consent"]
    field_order = SignUpForm.field_order

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = SignUpForm.address_field()
        self.order_fields(self.field_order)

    def save(self, request: HttpRequest) -> User:
        """Return the new account. Its address is unproven, whatever the provider believes.

        Raises:
            AddressTaken: somebody took the address at the same moment.
        """
        user = members.join(
            email=self.cleaned_data["email"],
            details=self.details(),
            wording=MEMBERSHIP,
            language=get_language() or "en",
        )
        self.sociallogin.user = user
        account = self.sociallogin.account
        account.user = user
        account.save()
        actions.note_orcid(account=account)
        return user

    def try_save(self, request: HttpRequest) -> Any:
        """Return the new account, or the answer that looks the same when the address is taken."""
        try:
            return super().try_save(request)
        except members.AddressTaken:
            self.account_already_exists = True
            return super().try_save(request)
