"""The page about the security of an account: what opens it, where it is open."""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import password_change
from allauth.account.internal.templatekit import get_entrance_context_data
from allauth.account.views import LoginView
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter as provider_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.identity import actions
from community.identity.forms import PasswordForm, SignInPasswordForm
from community.members.devices import device_name
from community.members.gates import has_second_factor
from community.members.guards import confirmed_recently
from community.members.ratelimits import rate_limited
from community.members.views import MemberRequest

ON_THE_WAY = "identity.on_the_way"  # where somebody was going who first sets up a second factor


@dataclass(frozen=True)
class Device:
    """A session, as its owner knows it."""

    pk: int
    name: str
    session: UserSession
    is_this: bool


def devices_of(request: MemberRequest) -> list[Device]:
    """Return where the account is signed in, this device first, by one query."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    sessions = UserSession.objects.filter(user=request.user, session_key__in=running)
    devices = [
        Device(one.pk, device_name(one.user_agent), one, one.is_current())
        for one in sessions.order_by("-last_seen_at")
    ]
    return sorted(devices, key=lambda device: not device.is_this)


@never_cache
@login_required
@require_GET
def security(request: MemberRequest) -> HttpResponse:
    """Show everything that opens the account, and where it is open."""
    held = list(Authenticator.objects.filter(user=request.user).order_by("pk"))
    of_type = {
        kind: [one.wrap() for one in held if one.type == kind] for kind in Authenticator.Type
    }
    codes = of_type[Authenticator.Type.RECOVERY_CODES]
    accounts = list(SocialAccount.objects.filter(user=request.user).order_by("pk"))
    context = {
        "passkeys": of_type[Authenticator.Type.WEBAUTHN],
        "app": next(iter(of_type[Authenticator.Type.TOTP]), None),
        "recovery": codes[0] if codes else None,
        "recovery_left": len(codes[0].get_unused_codes()) if codes else 0,
        "providers": _providers(request, accounts),
        "devices": devices_of(request),
        "on_the_way": request.session.get(ON_THE_WAY, ""),
    }
    return render(request, "identity/security.html", context)


def _providers(request: HttpRequest, accounts: list[SocialAccount]) -> list[dict[str, Any]]:
    """Return each provider with the account connected there; also accounts of one now gone."""
    by_provider = {account.provider: account for account in accounts}
    offered = [
        {
            "id": one.app.provider_id,
            "name": one.name,
            "account": by_provider.get(one.app.provider_id),
        }
        for one in provider_adapter(request).list_providers(request)
    ]
    names = {one["id"] for one in offered}
    gone = [
        {"id": "", "name": account.provider, "account": account}
        for account in accounts
        if account.provider not in names
    ]
    return [*offered, *gone]


@method_decorator(never_cache, name="dispatch")
class PasswordSignInView(LoginView):
    """The way in for those who chose a password."""

    template_name = "account/login_password.html"

    def get_form_class(self) -> type[SignInPasswordForm]:
        """Return the form with both fields."""
        return SignInPasswordForm


@never_cache
@sensitive_post_parameters("password")
@confirmed_recently()
@rate_limit(action="change_password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: MemberRequest) -> HttpResponse:
    """Set a password or change it; every other device is signed out."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        had_one = request.user.has_usable_password()
        form.save()
        finish = (
            password_change.finalize_password_change
            if had_one
            else password_change.finalize_password_set
        )
        finish(request, request.user)
        actions.end_sessions(sessions=_elsewhere(request))
        return redirect("identity:security")
    return render(request, "identity/password.html", {"form": form})


@never_cache
@confirmed_recently(back="identity:security")
@require_POST
def remove_password(request: MemberRequest) -> HttpResponse:
    """Take the password away; every other device is signed out."""
    if request.user.has_usable_password():
        actions.remove_password(user=request.user)
        update_session_auth_hash(request, request.user)
        UserSession.objects.create_from_request(request)
        actions.end_sessions(sessions=_elsewhere(request))
        get_adapter(request).send_notification_mail("account/email/password_removed", request.user)
        messages.success(request, _("Your password is removed."))
    return redirect("identity:security")


@never_cache
@login_required
@require_POST
@rate_limited("identity.device")
def end_device(request: MemberRequest) -> HttpResponse:
    """Sign out one device, or all others; no proof is asked for, since nothing is opened by it.

    Raises:
        Http404: it is nobody's, or somebody else's.
    """
    number = request.POST.get("device", "")
    if number == "others":
        count = actions.end_sessions(sessions=_elsewhere(request))
        messages.success(request, _("Every other device is signed out.") if count else _("None."))
        return redirect("identity:security")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise Http404
    session = get_object_or_404(UserSession, user=request.user, pk=int(number))
    if session.is_current():
        session.delete()
        logout(request)
        return redirect("/")
    actions.end_sessions(sessions=[session])
    messages.success(request, _("That device is signed out."))
    return redirect("identity:security")


def _elsewhere(request: MemberRequest) -> list[UserSession]:
    here = request.session.session_key
    return list(UserSession.objects.filter(user=request.user).exclude(session_key=here))


@never_cache
@login_required
@require_GET
def second_factor(request: MemberRequest) -> HttpResponseBase:
    """Ask whoever is on the way to the desk for the second factor, or to set one up."""
    target = _target(request)
    if has_second_factor(request) or not settings.STAFF_SECOND_FACTOR:
        return redirect(target)
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    second = [method for method in methods if method["id"].startswith("mfa")]
    if second:
        return redirect(f"{second[0]['url']}?{urlencode({'next': target})}")
    request.session[ON_THE_WAY] = target
    return render(request, "identity/second_factor.html", get_entrance_context_data(request))


def _target(request: HttpRequest) -> str:
    target = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else settings.ADMIN_PATH
