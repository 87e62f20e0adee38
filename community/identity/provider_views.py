"""To another identity provider and back: sign in, connect, disconnect."""

import logging

from allauth.socialaccount.internal.flows.connect import disconnect as allauth_disconnect
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as openid
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from community.identity import actions
from community.members.guards import confirmed_recently
from community.members.ratelimits import rate_limited
from community.members.views import MemberRequest

logger = logging.getLogger(__name__)


@never_cache
@rate_limited("identity.provider", methods=("POST",))
def leave(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the provider by a page with a link that is followed at once.

    Not by a redirect: browsers hold it against `form-action 'self'`, also where the provider itself
    sends people on. Only a form of ours begins it, else another site could sign people in.
    """
    if request.method != "POST":
        return redirect("account_login")
    if request.POST.get("process") == AuthProcess.CONNECT:
        return _to_connect(request, provider_id)
    return _leave(request, provider_id)


@confirmed_recently(back="identity:security")
def _to_connect(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    return _leave(request, provider_id)


def _leave(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = openid.login(request, provider_id)
    except RequestException:  # its discovery document did not come
        return render(request, "socialaccount/authentication_error.html", status=502)
    target = answer.get("Location", "")
    if answer.status_code != 302 or not target:
        return answer
    return render(request, "socialaccount/leave.html", {"target": target})


@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take what the provider says and go on; a broken answer gets a page that says so."""
    try:
        answer: HttpResponseBase = openid.callback(request, provider_id)
    except Http404:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        logger.warning("A provider's answer could not be read: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=502)
    return answer


@never_cache
@confirmed_recently(back="identity:security")
@require_POST
@transaction.atomic
def disconnect(request: MemberRequest, provider_id: str) -> HttpResponseBase:
    """Let go of an identity elsewhere; a code by e-mail still opens the account.

    Raises:
        Http404: none of that provider is connected to this account.
    """
    account = get_object_or_404(SocialAccount, user=request.user, provider=provider_id)
    actions.unprove_orcid(account=account)
    allauth_disconnect(request, account)
    return redirect("identity:security")
