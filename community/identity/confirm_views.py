"""Proving once more to be there, by a code to the address of the account."""

from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.views import BaseReauthenticateView
from allauth.core import ratelimit
from allauth.core.internal.httpkit import authenticated_user
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from community.identity.forms import ConfirmMailCodeForm

STATE: Final = "identity.confirm_code"


class ConfirmationCode(AbstractCodeVerificationProcess):
    """A code that was sent to prove once more who is there; it lives in the session."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            max_attempts=settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    @classmethod
    def begin(cls, request: HttpRequest, email: str) -> None:
        """Send a code. The one before no longer works, but its failed attempts still count."""
        state = cls.initial_state(request.user, email)
        before = cls.pending(request)
        if before is not None:
            state["failed_attempts"] = before.state["failed_attempts"]
        process = cls(request, state)
        process.send()
        process.persist()

    @classmethod
    def pending(cls, request: HttpRequest) -> "ConfirmationCode | None":
        """Return the code that was sent to this person in this session and still lives."""
        state = request.session.get(STATE)
        if not state or state.get("user_id") != str(request.user.pk):
            return None
        process: ConfirmationCode | None = cls(request, state).abort_if_invalid()
        return process

    def send(self) -> None:
        """Post the mail."""
        adapter = get_adapter(self.request)
        self.state["code"] = adapter.generate_login_code()
        told = {"code": self.state["code"]}
        adapter.send_mail("account/email/confirm_code", self.state["email"], told)

    def persist(self) -> None:
        """Keep it in the session."""
        self.request.session[STATE] = self.state

    def abort(self) -> None:
        """Forget it."""
        self.request.session.pop(STATE, None)


class ConfirmByMailView(BaseReauthenticateView):
    """Sends a code when asked to, and takes it."""

    template_name = "account/reauthenticate_code.html"
    form_class = ConfirmMailCodeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the code that is expected; without one nothing fits."""
        process = ConfirmationCode.pending(self.request)
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"code": process.code if process else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return whether a code is on its way."""
        process = ConfirmationCode.pending(self.request)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"is_sent": process is not None}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code, or compare the one that was typed."""
        if request.POST.get("action") == "send":
            return self._send()
        if ConfirmationCode.pending(request) is None:
            return self._again()
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Note it in the session and go on."""
        self.request.session.pop(STATE, None)
        record_authentication(
            self.request, authenticated_user(self.request), "code", reauthenticated=True
        )
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Count the attempt; after the last the code is gone."""
        process = ConfirmationCode.pending(self.request)
        if process is None or not process.record_invalid_attempt():
            return self._again("too_many_login_attempts")
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def _send(self) -> HttpResponse:
        email = EmailAddress.objects.get_primary_email(self.request.user) or self.request.user.email
        if not ratelimit.consume(self.request, action="request_login_code", key=email.lower()):
            return self._again("too_many_login_attempts")
        ConfirmationCode.begin(self.request, email)
        return self._again()

    def _again(self, error: str = "") -> HttpResponse:
        if error:
            adapter = get_adapter(self.request)
            adapter.add_message(self.request, messages.ERROR, message=adapter.error_messages[error])
        here = reverse("account_reauthenticate_code")
        return HttpResponseRedirect(self.passthrough_next_url(here))
