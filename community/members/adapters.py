"""Our answers to allauth's questions: how mail leaves, what follows a sign-in, in which words."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members.consents import MEMBERSHIP
from community.members.devices import device_name
from community.members.leaving import way_back
from community.members.models import profile_of
from community.members.notices import NOTICES, WAYS_TO_CONFIRM
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
        "too_many_login_attempts": _(
            "That was tried too often. Wait a little, or come in another way: with a code, a "
            "passkey or a password."
        ),
        "email_password_mismatch": _(
            "This address and this password do not belong together. A code by e-mail always works."
        ),
        "incorrect_password": _("This is not the password of your account."),
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

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner of an account that something about its security has changed."""
        notice = NOTICES.get(template_prefix)
        if notice is None:
            super().send_notification_mail(template_prefix, user, context, email)
            return
        address = email or EmailAddress.objects.get_primary_email(user)
        if not address:
            return
        words = {"provider": str((context or {}).get("provider", ""))}
        told = {
            "heading": str(notice.heading) % words,
            "what": str(notice.text) % words,
            "when": timezone.now(),
            "device": device_name(self.get_http_user_agent(self.request)),
            "security_url": absolute_url(reverse("identity:security")),
        }
        self.send_mail("account/email/security_notice", address, told)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to prove once more to be there, the best first.

        Whoever has a second factor uses it: a stolen session and a read mailbox must not be enough
        to remove it. Everybody else may take a code by e-mail, with a password or without.
        """
        if not user.is_authenticated:
            return []
        methods = super().get_reauthentication_methods(user)
        second = [method for method in methods if method["id"].startswith("mfa")]
        if not is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            second.reverse()  # whoever has no app uses the passkey before a recovery code
        if not second:
            code = {"id": "code", "url": reverse("account_reauthenticate_code")}
            second = [*methods, code]
        return [method | {"description": WAYS_TO_CONFIRM[method["id"]]} for method in second]

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Lead those who closed their account to where they may open it again."""
        answer: HttpResponse = way_back(request, user) or super().respond_user_inactive(
            request, user
        )
        return answer

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where a sign-in leads when it was not on the way to somewhere else."""
        user: Any = request.user
        if user.is_authenticated and not (user.has_complete_profile and _has_agreed(user)):
            profile = profile_of(user)
            was_welcomed = profile is not None and profile.welcomed_at is not None
            return reverse("members:profile" if was_welcomed else "members:welcome")
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
