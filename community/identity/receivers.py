"""What this room does when allauth reports a sign-in or a connected identity."""

from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.account.signals import user_logged_in
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.signals import social_account_added
from django.dispatch import receiver
from django.http import HttpRequest

from community.identity.actions import note_orcid
from community.members.models import User


@receiver(user_logged_in, dispatch_uid="identity.signed_in")
def signed_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Let a whole sign-in count as proof for the sensitive steps that follow at once."""
    records = get_authentication_records(request, user)
    if records:
        proven = [*records[:-1], records[-1] | {"reauthenticated": True}]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = proven


@receiver(social_account_added, dispatch_uid="identity.connected")
def connected(sociallogin: SocialLogin, **_signal: Any) -> None:
    """Show an ORCID iD as proven once its owner has signed in there."""
    note_orcid(account=sociallogin.account)
