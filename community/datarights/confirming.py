"""Once more, please: sensitive steps want a sign-in, or a code, of the last few minutes.

allauth asks again for a password or a second factor; most people here have neither. They get a code
by mail, as to sign in. Who has a second factor is asked for that one, never for less.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode

from community.members.models import User, profile_of
from outbox.actions import post

View = Callable[..., HttpResponseBase]
KEPT: Final = "datarights.code"
SECONDS: Final = 600  # a code is good for; mail gateways may hold a mail for minutes
ATTEMPTS: Final = 3


def confirmed_lately(view: View) -> View:
    """Let a view be reached only by somebody who has just proven to be who they are."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        target = request.path if request.method != "POST" else reverse("datarights:home")
        return redirect(f"{reverse('datarights:confirm')}?{urlencode({'next': target})}")

    return guarded


def is_confirmed(request: Any) -> bool:
    """Return whether the person of this session signed in, or confirmed, within the last minutes.

    Records of another account in the same session do not count.
    """
    records = get_authentication_records(request, request.user)
    wanted = (
        [one for one in records if one["method"] == "mfa"] if second_factor(request) else records
    )
    newest = max((one["at"] for one in wanted), default=0)
    return bool(time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT)


def second_factor(request: HttpRequest) -> str:
    """Return where allauth asks for this person's second factor; empty for who has none."""
    try:
        methods = get_adapter(request).get_reauthentication_methods(request.user)
    except NoReverseMatch:
        return ""
    return next((one["url"] for one in methods if one["id"].startswith("mfa_")), "")


def send_code(request: Any) -> None:
    """Send a code to the person's own address; the session keeps it, for ten minutes."""
    user: User = request.user
    code = get_adapter(request).generate_login_code()
    request.session[KEPT] = {"code": code, "at": time.time(), "tried": 0, "user": user.pk}
    profile = profile_of(user)
    post(
        to=user.email,
        recipient=user,
        template="datarights/email/confirm",
        language=profile.language if profile else "en",
        context={"code": code, "minutes": SECONDS // 60},
    )


def waits_for_code(request: Any) -> bool:
    """Return whether a code was sent that still counts."""
    kept = request.session.get(KEPT)
    return bool(
        kept
        and kept["user"] == request.user.pk
        and kept["tried"] < ATTEMPTS
        and time.time() - kept["at"] < SECONDS
    )


def take_code(request: Any, typed: str) -> bool:
    """Return whether this is the code, and note the confirmation; a code counts once."""
    if not waits_for_code(request):
        return False
    kept = request.session[KEPT]
    kept["tried"] += 1
    request.session.modified = True
    if not constant_time_compare("".join(typed.split()), kept["code"]):
        return False
    del request.session[KEPT]
    record_authentication(
        request, request.user, method="code", email=request.user.email, reauthenticated=True
    )
    return True
