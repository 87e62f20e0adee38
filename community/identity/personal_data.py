"""What this room holds about a person: what opens the account, and where it is open."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from community.identity.actions import end_every_session
from community.members.devices import device_name
from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data


@register_personal_data("mfa.Authenticator", "socialaccount.SocialAccount")
class WaysIn(PersonalData):
    """Passkeys, apps and identities elsewhere; all go with the account, by cascade."""

    section = "ways in"
    title = _("Ways into the account")
    purpose = _("To let you in, and nobody else.")
    basis = Basis.CONTRACT
    kept = _("until you remove them or delete the account")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return one row for each, without any secret or key."""
        if user is None:
            return []
        return [*map(_authenticator, Authenticator.objects.filter(user=user).order_by("pk"))] + [
            {
                "kind": "identity provider",
                "provider": account.provider,
                "identifier": account.uid,
                "added": account.date_joined.isoformat(),
                "last_used": account.last_login.isoformat(),
            }
            for account in SocialAccount.objects.filter(user=user).order_by("pk")
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete them now, so that none opens anything while the rest is being erased."""
        if user is not None:
            Authenticator.objects.filter(user=user).delete()
            SocialAccount.objects.filter(user=user).delete()


def _authenticator(one: Authenticator) -> dict[str, Any]:
    return {
        "kind": one.type,
        "name": one.data.get("name", ""),
        "added": one.created_at.isoformat(),
        "last_used": one.last_used_at.isoformat() if one.last_used_at else None,
    }


@register_personal_data("usersessions.UserSession", "sessions.Session")
class Devices(PersonalData):
    """Where the account is signed in. A session itself is a secret and is not handed out."""

    section = "devices"
    title = _("Devices")
    purpose = _(
        "To know on the next page that you have signed in, to show you where your account is open,"
        " and to let you end that."
    )
    basis = Basis.CONTRACT
    kept = _("until the session ends, two weeks after the sign-in at the latest")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return one row for each session; its key, which would open the account, is left out."""
        return [
            {
                "device": device_name(session.user_agent),
                "browser": session.user_agent,
                "address": session.ip,
                "signed_in": session.created_at.isoformat(),
                "last_seen": session.last_seen_at.isoformat(),
            }
            for session in UserSession.objects.filter(user=user).order_by("pk")
            if user is not None
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """End every session of the account."""
        if user is not None:
            end_every_session(user=user)
