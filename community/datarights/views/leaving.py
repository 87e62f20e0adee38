"""Leaving and coming back; and proving once more to be who one is."""

from typing import Final

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from community.datarights import confirming, returning
from community.datarights.actions import closing
from community.datarights.forms import ConfirmForm, LeaveForm
from community.datarights.views.own import MemberRequest
from community.members.guards import one_at_a_time
from community.members.ratelimits import rate_limited, wait_for

READ_OR_SEND: Final = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_http_methods(READ_OR_SEND)
@confirming.confirmed_lately
@rate_limited("datarights.leave", methods=("POST",))
def leave(request: MemberRequest) -> HttpResponse:
    """Close the account when the address was typed once more, and sign out."""
    form = LeaveForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        if not form.errors:
            logout(request)
            return redirect("datarights:closed")
    return render(request, "datarights/leave.html", {"form": form})


@require_GET
def closed(request: HttpRequest) -> HttpResponse:
    """Say that the account is closed, and how to come back."""
    return render(request, "datarights/closed.html")


@never_cache
@require_http_methods(READ_OR_SEND)
def come_back(request: HttpRequest) -> HttpResponseBase:
    """Open the account again for its owner, who has just proven the address, and sign in."""
    closure = returning.returning(request)
    if closure is None:
        return redirect("members:home" if request.user.is_authenticated else "account_login")
    if request.method != "POST":
        return render(request, "datarights/come_back.html", {"closure": closure})
    try:
        user = closing.reopen_account(user=closure.user)
    except closing.NotClosed:
        return redirect("account_login")
    del request.session[returning.PROVEN]
    messages.success(request, _("Welcome back. Everything is as it was."))
    answer: HttpResponseBase = perform_login(request, user, email_verification="none")
    return answer


@never_cache
@login_required
@require_http_methods(READ_OR_SEND)
def confirm(request: MemberRequest) -> HttpResponse:
    """Let the member prove once more who they are, by their second factor or a code by mail."""
    target = _target(request)
    if confirming.is_confirmed(request):
        return redirect(target)
    if elsewhere := confirming.second_factor(request):
        return redirect(f"{elsewhere}?{urlencode({'next': target})}")
    form = ConfirmForm()
    if request.method == "POST" and request.POST.get("action") == "send":
        return _send(request, target)
    if request.method == "POST":
        form = ConfirmForm(request.POST)
        if form.is_valid() and confirming.take_code(request, form.cleaned_data["code"]):
            return redirect(target)
        if form.is_valid():
            form.add_error("code", _("This is not the code we sent. Look for the latest mail."))
    context = {"form": form, "target": target, "waits": confirming.waits_for_code(request)}
    return render(request, "datarights/confirm.html", context)


confirm_one_at_a_time = one_at_a_time(confirm)


def _send(request: MemberRequest, target: str) -> HttpResponse:
    if wait_for("datarights.confirm", str(request.user.pk)):
        messages.error(request, _("Wait half a minute before you ask for another code."))
    else:
        confirming.send_code(request)
    return redirect(f"{reverse('datarights:confirm')}?{urlencode({'next': target})}")


def _target(request: HttpRequest) -> str:
    """Return where to go afterwards: a page of ours, else the page of one's data."""
    target = request.POST.get("next") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed else reverse("datarights:home")
