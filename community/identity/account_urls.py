"""Those of allauth's addresses about other ways in and second factors that this site offers."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.db import transaction
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from community.identity import confirm_views, factor_views, provider_views, views
from community.members.guards import View, confirmed_recently, one_at_a_time

to_security = RedirectView.as_view(pattern_name="identity:security")


def _sensitive(view: View) -> View:
    return never_cache(confirmed_recently()(view))


def _guessed_at(view: View) -> View:
    return never_cache(one_at_a_time(view))


urlpatterns = [
    # In by password, passkey or another provider.
    path("login/password/", views.PasswordSignInView.as_view(), name="account_login_password"),
    path("login/second-step/", _guessed_at(mfa.authenticate), name="mfa_authenticate"),
    path("login/passkey/", _guessed_at(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path(
        "signup/passkey/",
        transaction.atomic(account.signup_by_passkey),
        name="account_signup_by_passkey",
    ),
    path(
        "signup/passkey/make/",
        never_cache(factor_views.SignUpPasskeyView.as_view()),
        name="mfa_signup_webauthn",
    ),
    path(
        "signup/provider/",
        never_cache(transaction.atomic(social.signup)),
        name="socialaccount_signup",
    ),
    path("provider/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/<slug:provider_id>/", provider_views.leave, name="openid_connect_login"),
    path(
        "provider/<slug:provider_id>/back/",
        provider_views.come_back,
        name="openid_connect_callback",
    ),
    path(
        "provider/<slug:provider_id>/disconnect/",
        provider_views.disconnect,
        name="identity_disconnect",
    ),
    # Proving once more to be there.
    path("reauthenticate/", _guessed_at(account.reauthenticate), name="account_reauthenticate"),
    path(
        "reauthenticate/code/",
        _guessed_at(confirm_views.ConfirmByMailView.as_view()),
        name="account_reauthenticate_code",
    ),
    path("reauthenticate/app/", _guessed_at(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "reauthenticate/passkey/",
        _guessed_at(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    # What opens the account.
    path("password/", views.password, name="account_change_password"),
    path("password/remove/", views.remove_password, name="identity_remove_password"),
    path("app/", _sensitive(factor_views.ActivateAppView.as_view()), name="mfa_activate_totp"),
    path(
        "app/remove/",
        _sensitive(factor_views.DeactivateAppView.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        "passkeys/add/", _sensitive(factor_views.AddPasskeyView.as_view()), name="mfa_add_webauthn"
    ),
    path(
        "passkeys/<int:pk>/rename/",
        _sensitive(factor_views.RenamePasskeyView.as_view()),
        name="mfa_edit_webauthn",
    ),
    path(
        "passkeys/<int:pk>/remove/",
        _sensitive(factor_views.RemovePasskeyView.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "recovery-codes/",
        _sensitive(factor_views.RecoveryCodesView.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path(
        "recovery-codes/new/",
        _sensitive(factor_views.NewRecoveryCodesView.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    # Pages of allauth's that our own takes the place of.
    path("passkeys/", to_security, name="mfa_list_webauthn"),
    path("second-factors/", to_security, name="mfa_index"),
    path("devices/", to_security, name="usersessions_list"),
    path("provider/", to_security, name="socialaccount_connections"),
]
