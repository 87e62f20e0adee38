"""The pages of a signed-in member: home and profile; and the sample people's way in."""

from datetime import timedelta
from typing import Final

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from community.members.models import User
from community.members.showing import ladder_of


class MemberRequest(HttpRequest):
    """The request of somebody who is signed in, as `login_required` guarantees."""

    user: User


NEW_FOR: Final = timedelta(days=1)


@never_cache
@login_required
@require_GET
def home(request: MemberRequest) -> HttpResponse:
    """Show the member's own page."""
    is_new = timezone.now() - request.user.date_joined < NEW_FOR
    context = {"is_new": is_new, "ladder": ladder_of(request.user)}
    return render(request, "members/home.html", context)


@require_POST
def sample_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in as one of the sample people, where the environment allows it.

    Raises:
        Http404: it does not, or there is no such sample person.
    """
    if not settings.SAMPLE_SIGN_IN:
        raise Http404
    person = get_object_or_404(
        User, is_sample=True, is_active=True, email__iexact=request.POST.get("email", "")
    )
    answer: HttpResponseBase = perform_login(request, person, email_verification="none")
    return answer
