"""Leaving and coming back."""

from typing import Final

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from community.datarights import returning
from community.datarights.actions import closing
from community.datarights.forms import LeaveForm
from community.members.guards import confirmed_recently
from community.members.ratelimits import rate_limited
from community.members.views import MemberRequest

READ_OR_SEND: Final = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_http_methods(READ_OR_SEND)
@confirmed_recently(back="datarights:leave")
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
