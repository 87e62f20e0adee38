"""Passkeys, the authenticator app and recovery codes: allauth's views, led to our page."""

import time
from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    RemoveWebAuthnView,
    SignupWebAuthnView,
)
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from community.identity import actions
from community.identity.views import ON_THE_WAY

SECURITY = "identity:security"


def trust_new_factor(request: HttpRequest, authenticator: Authenticator) -> None:
    """Let a factor that was just set up, and so just used, count in this session."""
    record_authentication(
        request,
        request.user,
        "mfa",
        id=authenticator.pk,
        type=authenticator.type,
        reauthenticated=True,
    )


def forget_second_factor(request: HttpRequest) -> None:
    """Let the session forget its second factor once the account has none any more."""
    if is_mfa_enabled(request.user):
        return
    kept = [
        one for one in get_authentication_records(request, request.user) if one["method"] != "mfa"
    ]
    # Removing it was allowed because the person had just proved to be there; that still holds.
    kept.append({"method": "code", "at": time.time(), "reauthenticated": True})
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept


class _ToSecurity:
    """Leads to the page about security when all is done."""

    def get_success_url(self) -> str:
        """Return its address."""
        return reverse(SECURITY)


class AddPasskeyView(AddWebAuthnView):
    """Makes a passkey: always one that can sign in by itself, so its owner is verified by it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the browser needs to make one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, True)
        context["js_data"] = {"creation_options": options}
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it and return where to go on: to the recovery codes where they are new."""
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
        newest = Authenticator.objects.filter(
            user=self.request.user, type=Authenticator.Type.WEBAUTHN
        )
        trust_new_factor(self.request, newest.latest("pk"))
        return answer

    def get_success_url(self) -> str:
        """Return the address of the recovery codes when they are new."""
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else SECURITY)


class RenamePasskeyView(_ToSecurity, EditWebAuthnView):
    """Gives a passkey another name."""


class RemovePasskeyView(_ToSecurity, RemoveWebAuthnView):
    """Takes a passkey away."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it and return where to go on."""
        answer: HttpResponse = super().form_valid(form)
        forget_second_factor(self.request)
        return answer


class SignUpPasskeyView(SignupWebAuthnView):
    """Makes the passkey of a new account whose address has just been proven."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store it; whoever cannot make one here goes on without: a code opens the account too."""
        if "without" in request.POST:
            onward: HttpResponse = self._login_stage.exit()
            return onward
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class ActivateAppView(ActivateTOTPView):
    """Sets up an authenticator app."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it, its first code as spent, and return where to go on."""
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
            app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
            actions.note_step(authenticator=app, step=form.step)
        trust_new_factor(self.request, app)
        return answer

    def get_success_url(self) -> str:
        """Return the address of the recovery codes when they are new."""
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else SECURITY)


class DeactivateAppView(_ToSecurity, DeactivateTOTPView):
    """Takes the authenticator app away."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it and return where to go on."""
        answer: HttpResponse = super().form_valid(form)
        forget_second_factor(self.request)
        return answer


class RecoveryCodesView(ViewRecoveryCodesView):
    """Shows the recovery codes, once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the codes, and where the person was going."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["on_the_way"] = self.request.session.pop(ON_THE_WAY, "")
        return context


class NewRecoveryCodesView(GenerateRecoveryCodesView):
    """Makes new recovery codes; the old ones end."""
