"""What a browser hands over of a passkey: made, signed with, or given another name."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import EditWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import CollectedClientData

from community.identity.forms import count_failure
from community.members.models import User, plain_name

LONGEST_CREDENTIAL: Final = 20_000  # characters; the largest attestations take some thousands
# Whatever parsing a made-up answer may raise: it comes from a browser, so from anybody.
BROKEN: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    AssertionError,
)

Answer = TypeVar("Answer")


def read(parse: Callable[..., Answer], *given: Any) -> Answer:
    """Return what `parse` makes of a browser's answer.

    Raises:
        ValidationError: it is no such answer, is for another site, or its signature is wrong.
    """
    try:
        return parse(*given)
    except BROKEN as error:
        raise get_adapter().validation_error("incorrect_passkey") from error
    except forms.ValidationError as error:
        raise get_adapter().validation_error("incorrect_passkey") from error


def check_origin(client_data: CollectedClientData) -> None:
    """Refuse an answer that was not made on this very site.

    The library would take that of any host below ours. Source: WebAuthn Level 3, section 13.4.9.

    Raises:
        ValueError: it was made elsewhere, or within a frame of another site.
    """
    request = context.request
    if client_data.origin != f"{request.scheme}://{request.get_host()}":
        raise ValueError("made on another site")
    if client_data.cross_origin:
        raise ValueError("made within a frame of another site")


class _CredentialField(forms.JSONField):
    """The answer of the browser as JSON, filled in by a script."""

    def __init__(self) -> None:
        super().__init__(
            widget=forms.HiddenInput,
            error_messages={
                "required": _("The browser sent no passkey. Try again."),
                "invalid": _("This passkey does not fit. Try again, or come in another way."),
            },
        )

    def to_python(self, value: Any) -> Any:
        """Return the answer as a dictionary; None for an empty one."""
        if isinstance(value, str) and len(value) > LONGEST_CREDENTIAL:
            raise forms.ValidationError(self.error_messages["invalid"])
        try:
            answer = super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error
        if answer is not None and not isinstance(answer, dict):
            raise forms.ValidationError(self.error_messages["invalid"])
        return answer

    def prepare_value(self, value: Any) -> str:
        """Return nothing: the script fills the field, and asks for a passkey while it is empty."""
        return ""

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return nothing: an answer fits once, so it is never shown again."""
        return None


class AddPasskeyForm(forms.Form):
    """A passkey that was just made, and what to call it."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=60,
        validators=[plain_name],
        help_text=_("So that you know it again: “telephone”, “work computer”."),
    )
    credential = _CredentialField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """Return the name, or a general one."""
        fallback: str = get_adapter().generate_authenticator_name(self.user, "webauthn")
        return self.cleaned_data["name"] or fallback

    def clean_credential(self) -> dict[str, Any]:
        """Return the answer when it is of this site, fresh, and its owner was verified."""
        credential: dict[str, Any] = self.cleaned_data["credential"]
        read(_registered, credential)
        return credential


def _registered(credential: dict[str, Any]) -> None:
    check_origin(auth.parse_registration_response(credential).response.client_data)
    auth.complete_registration(credential)


class SignUpPasskeyForm(AddPasskeyForm):
    """The passkey of somebody who has just proven the address of a new account."""


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = AddPasskeyForm.base_fields["name"]

    def clean_name(self) -> str:
        """Return the name; without one, the old."""
        old: str = self.instance.wrap().name
        return self.cleaned_data["name"] or old


class _PasskeyForm(forms.Form):
    """An answer signed with a passkey."""

    credential = _CredentialField()
    reauthenticated = False
    passwordless = False

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_credential(self) -> Authenticator:
        """Return whose passkey it is, when the signature is right and fresh."""
        credential: dict[str, Any] = self.cleaned_data["credential"]
        # The answer itself says whose it is where nobody is known yet. Failures are then not
        # counted against the person: anybody could name anybody.
        usage = count_failure(self.user) if self.user else None
        authenticator = read(self._authenticated, credential)
        if usage:
            usage.rollback()
        return authenticator

    def _authenticated(self, credential: dict[str, Any]) -> Authenticator:
        check_origin(auth.parse_authentication_response(credential).response.client_data)
        user = self.user or auth.extract_user_from_response(credential)
        return auth.complete_authentication(user, credential)

    def save(self) -> None:
        """Note in the session that the passkey was used."""
        post_authentication(
            context.request,
            self.cleaned_data["credential"],
            reauthenticated=self.reauthenticated,
            passwordless=self.passwordless,
        )


class SecondStepPasskeyForm(_PasskeyForm):
    """The passkey that completes a sign-in."""


class ConfirmPasskeyForm(_PasskeyForm):
    """The passkey that proves once more who is there."""

    reauthenticated = True


class SignInPasskeyForm(_PasskeyForm):
    """The passkey that is the whole sign-in: no address is typed."""

    passwordless = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=None, **kwargs)
