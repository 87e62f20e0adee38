"""What allauth reports about the security of an account, in our words."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Notice:
    """A mail's heading, which is its subject too, and its one sentence."""

    heading: Any
    text: Any


# By the name of allauth's template; for any other, that template is sent.
NOTICES: Final[dict[str, Notice]] = {
    "account/email/password_set": Notice(
        _("A password was set"), _("Your account can now be opened with a password too.")
    ),
    "account/email/password_changed": Notice(
        _("Your password was changed"), _("The old password no longer opens your account.")
    ),
    "account/email/password_removed": Notice(
        _("Your password was removed"), _("Your account can no longer be opened with a password.")
    ),
    "mfa/email/totp_activated": Notice(
        _("An authenticator app was added"),
        _("From now on, signing in also asks for a code from that app."),
    ),
    "mfa/email/totp_deactivated": Notice(
        _("The authenticator app was removed"),
        _("Signing in no longer asks for a code from an app."),
    ),
    "mfa/email/webauthn_added": Notice(
        _("A passkey was added"), _("Your account can now be opened with that passkey.")
    ),
    "mfa/email/webauthn_removed": Notice(
        _("A passkey was removed"), _("That passkey no longer opens your account.")
    ),
    "mfa/email/recovery_codes_generated": Notice(
        _("New recovery codes were made"), _("The recovery codes you had before no longer work.")
    ),
    "socialaccount/email/account_connected": Notice(
        _("%(provider)s was connected"),
        _("Your account can now be opened through %(provider)s too."),
    ),
    "socialaccount/email/account_disconnected": Notice(
        _("%(provider)s was disconnected"),
        _("Your account can no longer be opened through %(provider)s."),
    ),
}

WAYS_TO_CONFIRM: Final[dict[str, Any]] = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
    "code": _("Use a code by e-mail"),
}
