"""The doors to the desk and to private pages: everyone signs in through allauth, by a code."""

from urllib.parse import urlencode

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
