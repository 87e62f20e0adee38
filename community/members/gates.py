"""The doors to the administration: everyone signs in through allauth."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def admin_door(request: HttpRequest) -> HttpResponseRedirect:
    """Send a stranger to the sign-in page; refuse a member who may not enter.

    Raises:
        PermissionDenied: the person is signed in but has no access.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    target = request.GET.get("next") or reverse("wagtailadmin_home")
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
