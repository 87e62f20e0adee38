"""Write to somebody without knowing the address; complain about what came."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.directory.actions.letters import is_asked, may_use_links, takes_letters
from community.directory.forms import ComplaintForm, LetterForm
from community.directory.models import Letter
from community.directory.powers import may_write
from community.directory.views.people import met
from community.members.models import Audience
from community.members.views import MemberRequest


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest, handle: str) -> HttpResponse:
    """Show the form for a letter, and send it.

    Raises:
        Http404: the person is not there for this member, is this member, or takes no letters.
    """
    shown = met(request.user, handle, asked=True)
    owner = shown.profile.user
    is_own = shown.audience == Audience.NOBODY
    if is_own or not takes_letters(shown.profile, request.user):
        raise Http404
    is_answer = is_asked(request.user, by=owner)
    if not (may_write(request.user) or is_answer):
        return render(request, "directory/not_yet.html", {"person": owner}, status=403)
    form = LetterForm(request.POST or None, sender=request.user, recipient=owner)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Your letter is on its way."))
        return redirect("members:home") if is_answer else redirect("directory:person", handle)
    context = {"form": form, "person": owner, "may_use_links": may_use_links(request.user)}
    return render(request, "directory/write.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: MemberRequest, uuid: str) -> HttpResponse:
    """Ask what is wrong with a letter, and hand it to the stewards.

    Raises:
        Http404: there is no such letter, or somebody else got it.
    """
    letter = get_object_or_404(Letter, uuid=uuid, recipient=request.user)
    form = ComplaintForm(request.POST or None, letter=letter, by=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Thank you. The stewards will look at it."))
        return redirect("members:home")
    return render(request, "directory/report.html", {"form": form, "letter": letter})
