"""Guards around views: forms come from our own pages, codes go one by one, who acts is sure."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.csrf import csrf_failure

View = Callable[..., HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def same_origin_only(view: View) -> View:
    """Refuse a form that was sent from another site, without needing a cookie or a token.

    Browsers say where a request comes from: by `Sec-Fetch-Site`, old ones by `Origin`. A request
    without either comes from no browser, so nobody's browser was abused. It answers 403 as Django
    does for a missing token. For views that neither know nor change who is signed in.
    Source: W3C Fetch Metadata Request Headers; RFC 6454, section 7.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in SAFE or _comes_from_here(request):
            return view(request, *args, **kwargs)
        return csrf_failure(request, reason="sent from another site")

    return guarded


def _comes_from_here(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def one_at_a_time(view: View) -> View:
    """Let the posts of one session wait for each other, each seeing what the last one left.

    Failed attempts at a code are counted in the session; without this, a thousand guesses sent at
    the same moment would all find the counter at zero.
    """

    @wraps(view)
    def waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = request.session.session_key
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            _lock(key)
            request.session = type(request.session)(key)
            response = view(request, *args, **kwargs)
            _save(request, key)
        return response

    return waiting


def _save(request: HttpRequest, key: str) -> None:
    """Save the session while the lock is held, so that nothing is saved once it is released.

    A session that got another key, by signing in, is known to nobody yet: it is saved as usual,
    when its cookie is set.
    """
    session = request.session
    if session.modified and not session.is_empty() and session.session_key == key:
        session.save()
        session.modified = False


def _lock(session_key: str) -> None:
    """Hold the session's row until the transaction ends; both session engines of ours have one."""
    Session.objects.select_for_update().filter(session_key=session_key).first()


def confirmed_recently(*, back: str = "", reading: bool = True) -> Callable[[View], View]:
    """Return a decorator that lets in who signed in, or proved it once more, minutes ago.

    Others are asked for it first: by a second factor where they have one, else by password or by a
    code to their address. allauth's own guard lets everybody pass who has neither a password nor a
    second factor, which here is nearly everybody. Afterwards they come to the same page, or to that
    of the name `back`; what they had typed is not kept, for it may be a password. With `reading`
    false only forms are guarded.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if is_confirmed(request) or (not reading and request.method in SAFE):
                return view(request, *args, **kwargs)
            way = get_adapter(request).get_reauthentication_methods(request.user)[0]["url"]
            target = reverse(back) if back else request.get_full_path()
            return HttpResponseRedirect(f"{way}?{urlencode({'next': target})}")

        return guarded

    return decorate


def is_confirmed(request: HttpRequest) -> bool:
    """Return whether the person proved within the last minutes, in this session, to be there."""
    records = get_authentication_records(request, request.user)
    times = [record["at"] for record in records if record.get("reauthenticated")]
    return bool(times) and time.time() - times[-1] < app_settings.REAUTHENTICATION_TIMEOUT


def needs(permission: str) -> Callable[[View], View]:
    """Return a decorator that refuses whoever lacks a permission."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
