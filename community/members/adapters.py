"""Our answers to allauth's questions: how mail leaves, what follows a sign-in, in which words."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members.consents import MEMBERSHIP
from outbox.actions import post
from outbox.rendering import absolute_url

# What allauth puts into the context for its own rendering; a mail needs none of it.
NOT_FOR_MAIL = frozenset({"request", "current_site", "user", "password_reset_url", "user_agent"})


class AccountAdapter(DefaultAccountAdapter):
    """allauth with our outbox and our words."""

    error_messages: Mapping[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": _("This is the address you use already."),
        "email_taken": _("Another account uses this address."),
        "incorrect_code": _("This is not the code we sent. Look for the latest mail."),
        "invalid_login": _("Write an e-mail address, such as name@example.org."),
        "rate_limited": _("Wait half a minute before you ask for another code."),
        "too_many_login_attempts": _("That was tried too often. Wait a little and start again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post a mail in the language of the request.

        It goes to the address, not to the account: nobody has proven yet that the two belong
        together, so neither the greeting nor the header carries the name that was typed.
        """
        told = {key: value for key, value in context.items() if key not in NOT_FOR_MAIL}
        post(
            to=email,
            template=template_prefix,
            context={"email": email, **self._next_step(email), **told},
            language=get_language() or "en",
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner of an account that somebody tried to sign up with its address."""
        self.send_mail("account/email/account_already_exists", email, {})

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where a sign-in leads when it was not on the way to somewhere else."""
        user: Any = request.user
        if user.is_authenticated and not (user.has_complete_profile and _has_agreed(user)):
            return reverse("members:profile")
        address: str = super().get_login_redirect_url(request)
        return address

    @staticmethod
    def _next_step(email: str) -> dict[str, str]:
        address = urlencode({"email": email})
        return {
            "sign_in_url": absolute_url(reverse("account_login")),
            "sign_up_url": absolute_url(f"{reverse('account_signup')}?{address}"),
        }


def _has_agreed(user: Any) -> bool:
    """Return whether the newest record on membership says yes; imported people have none yet."""
    newest = user.consents.filter(purpose=MEMBERSHIP.purpose).first()
    return bool(newest and newest.is_given)
