"""Where allauth's own answer would leave a person standing, ours leads on."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmEmailVerificationCodeView
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect


class AddressCodeView(ConfirmEmailVerificationCodeView):
    """Takes the code that proves an address."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Return allauth's answer; who asks for another code too soon may still type this one."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except ImmediateHttpResponse:
            adapter = get_adapter(self.request)
            text = adapter.error_messages["rate_limited"]
            adapter.add_message(self.request, messages.ERROR, message=text)
            answer = redirect("account_email_verification_sent")
        return answer
