"""The pages on which a member tells of themselves: welcome, profile, photograph, preview."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.members import actions
from community.members.models import Audience, Profile
from community.members.profile_forms import PhotoForm, ProfileForm
from community.members.ratelimits import rate_limited
from community.members.seeing import shown_to
from community.members.views import MemberRequest
from community.members.welcome import WelcomeForm

# As whom a member may look at their own profile.
LOOKS: Final = {
    Audience.EVERYONE: gettext_lazy("Everyone"),
    Audience.MEMBERS: gettext_lazy("Members"),
    Audience.ORGANISATION: gettext_lazy("My organisation"),
}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    """Show and store what the member tells; the first time it asks for what is missing."""
    was_complete = request.user.has_complete_profile
    form = ProfileForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Your profile is saved."))
        return redirect("members:profile" if was_complete else "members:home")
    return _profile_page(request, form, PhotoForm(user=request.user), was_complete)


@never_cache
@login_required
@require_POST
@rate_limited("members.photo")
def photo(request: MemberRequest) -> HttpResponse:
    """Store or delete the photograph, and who sees it."""
    if "remove" in request.POST:
        actions.remove_photo(user=request.user)
        messages.success(request, _("Your photograph is deleted."))
        return redirect("members:profile")
    form = PhotoForm(request.POST, request.FILES, user=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("Your photograph is saved."))
        return redirect("members:profile")
    mine = ProfileForm(user=request.user)
    return _profile_page(request, mine, form, request.user.has_complete_profile)


@never_cache
@login_required
@require_GET
def preview(request: MemberRequest) -> HttpResponse:
    """Show the profile as strangers, members or colleagues see it; it says to nobody who looks."""
    asked = request.GET.get("as", "")
    audience = Audience(asked) if asked in LOOKS else Audience.EVERYONE
    mine = Profile.objects.with_terms().filter(user=request.user).first()
    context = {
        "shown": shown_to(audience, mine) if mine else None,
        "looks": LOOKS.items(),
        "look": audience,
    }
    return render(request, "members/preview.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: MemberRequest) -> HttpResponse:
    """Ask a newcomer for the first answers, or let them go on without."""
    if request.method == "POST" and "skip" in request.POST:
        actions.skip_welcome(user=request.user)
        return redirect(_target(request))
    form = WelcomeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Thank you. You can change all of this in your profile."))
        return redirect(_target(request))
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "members/welcome.html", context)


def _target(request: HttpRequest) -> str:
    """Return where the person was going, within this site; else their own page."""
    target = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed else "members:home"


def _profile_page(
    request: MemberRequest, form: ProfileForm, photo_form: PhotoForm, was_complete: bool
) -> HttpResponse:
    context = {"form": form, "photo_form": photo_form, "was_complete": was_complete}
    return render(request, "members/profile.html", context)
