"""The doors to the desk and to private pages, and the one gate before the desk.

Everyone signs in through allauth. A stranger is sent there; who has no rights gets 403; who has
them but showed no second factor in this session is asked for it, or to set one up.
"""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache


@never_cache
def admin_door(request: HttpRequest) -> HttpResponseRedirect:
    """Send a stranger to the sign-in page and an editor on to where they were going.

    Wagtail sends everyone here who may not see a page of the desk, also those who are signed in;
    were they sent on to the sign-in page, it would send them back, without end.

    Raises:
        PermissionDenied: the person is signed in but has no access.
    """
    target = _target(request) or reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return _to_sign_in(target)
    if not request.user.has_perm("wagtailadmin.access_admin"):
        _forget_messages(request)
        raise PermissionDenied
    if lacks_second_factor(request):
        return ask_for_second_factor(target)
    return HttpResponseRedirect(target)


@never_cache
def page_door(request: HttpRequest) -> HttpResponseRedirect:
    """Send whoever wants to read a private page to the sign-in page.

    Raises:
        PermissionDenied: the person is signed in already, so signing in does not help.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    return _to_sign_in(_target(request) or "/")


def has_second_factor(request: HttpRequest) -> bool:
    """Return whether whoever is signed in showed a second factor, or a passkey, in this session."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Return whether this person may enter the desk, but not in this session yet."""
    return (
        settings.STAFF_SECOND_FACTOR
        and request.user.has_perm("wagtailadmin.access_admin")
        and not has_second_factor(request)
    )


def ask_for_second_factor(target: str) -> HttpResponseRedirect:
    """Send somebody to the page that asks for a second factor and leads on from there."""
    return HttpResponseRedirect(
        f"{reverse('identity:second_factor')}?{urlencode({'next': target})}"
    )


def no_door(request: HttpRequest, **_path: str) -> HttpResponseRedirect:
    """Answer for an address of a library that this site does not offer.

    Raises:
        Http404: always.
    """
    raise Http404


def _forget_messages(request: HttpRequest) -> None:
    """Drop Wagtail's own words on the refusal: the page says it in ours."""
    for _message in get_messages(request):
        pass  # a message that was read is gone


def _target(request: HttpRequest) -> str | None:
    target = request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed else None


def _to_sign_in(target: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
