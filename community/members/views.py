"""The pages of a signed-in member: home, profile, data; and the sample people's way in."""

from datetime import timedelta
from typing import Final

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from community.members.forms import EraseForm
from community.members.models import ConsentRecord, User
from community.members.ratelimits import rate_limited
from community.members.rights import export_person
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


@never_cache
@login_required
@require_GET
def data(request: MemberRequest) -> HttpResponse:
    """Show what the member agreed to, and the ways to take the data along or to be erased."""
    return _data_page(request, EraseForm(user=request.user))


@never_cache
@login_required
@require_GET
@rate_limited("members.export")
def download(request: MemberRequest) -> HttpResponse:
    """Hand out all that is held about the member as one JSON file."""
    answer = JsonResponse(
        export_person(email=request.user.email, user=request.user),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
    )
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@never_cache
@login_required
@require_POST
def erase(request: MemberRequest) -> HttpResponse:
    """Erase the account when the address was typed once more, and sign out."""
    form = EraseForm(request.POST, user=request.user)
    if form.is_valid():
        form.save()
    if form.errors:
        return _data_page(request, form)
    logout(request)
    return redirect("members:goodbye")


@require_GET
def goodbye(request: HttpRequest) -> HttpResponse:
    """Say that the account is gone."""
    return render(request, "members/goodbye.html")


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


def _data_page(request: MemberRequest, form: EraseForm) -> HttpResponse:
    consents = ConsentRecord.objects.of_person(email=request.user.email, user=request.user)
    return render(request, "members/data.html", {"form": form, "consents": consents})
