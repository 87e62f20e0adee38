"""Our answers to allauth's questions about second factors and other identity providers."""

from typing import Any

from allauth.account.internal.emailkit import valid_email_or_none
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.conf import settings
from django.core.exceptions import MultipleObjectsReturned
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.identity.keyring import open_sealed, seal
from community.members.models import User


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors under our keys, passkeys for our host."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Codes of an app change every 30 seconds."),
        "incorrect_passkey": _("This passkey does not fit. Try again, or come in another way."),
        "unverified_email": _("Prove your address first: sign in with a code."),
        "cannot_generate_recovery_codes": _("Add a passkey or an authenticator app first."),
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret.

        Raises:
            InvalidToken: its key is no longer in the ring.
        """
        return open_sealed(encrypted_text)

    def get_totp_issuer(self) -> str:
        """Return the name under which the app lists the account."""
        name: str = settings.WAGTAIL_SITE_NAME
        return name

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's name
        """Return the name of a passkey for which none was given."""
        return gettext("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for which host passkeys are made: a fixed one, so that they outlive an alias."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        host = settings.PASSKEY_DOMAIN or entity["id"]
        return {"id": host, "name": settings.WAGTAIL_SITE_NAME}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Other identity providers: they say who somebody is; beyond that we believe nothing."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _("Another account uses this address. Sign in to it, then connect %s."),
        "connected_other": _("That identity is connected to another account."),
    }

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the providers that the settings name; the table of them is never asked."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def get_app(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> SocialApp:
        """Return one provider by its name.

        Raises:
            SocialApp.DoesNotExist: the settings name none such.
        """
        apps = self.list_apps(request, provider=provider, client_id=client_id)
        if not apps:
            raise SocialApp.DoesNotExist
        if len(apps) > 1:
            raise MultipleObjectsReturned
        return apps[0]

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """Return False: whether an address is somebody's, only our own code shows."""
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Return False: an address in a provider's answer opens nobody's account."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Forget what the provider told beyond the identifier, and that it believes the address."""
        for address in sociallogin.email_addresses:
            address.verified = False
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:
        """Return a person to fill the form with: address and name, as the provider has them."""
        user: User = sociallogin.user
        user.email = valid_email_or_none(data.get("email")) or ""
        names = (data.get("first_name") or "", data.get("last_name") or "")
        user.name = (data.get("name") or " ".join(names)).strip()[:150]
        return user

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        """Return what the form begins with."""
        initial: dict[str, Any] = super().get_signup_form_initial_data(sociallogin)
        return {"email": initial["email"], "name": sociallogin.user.name}

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        """Return where one comes to after an identity was connected."""
        return reverse("identity:security")

    def validate_disconnect(self, account: SocialAccount, accounts: Any) -> None:
        """Allow it always: a code by e-mail opens every account."""
