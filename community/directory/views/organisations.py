"""The page of an organisation, and the forms behind it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.directory import actions
from community.directory.forms import OrganisationForm
from community.directory.powers import is_steward, may_edit
from community.directory.readers import reader_of
from community.directory.refusals import NotYours
from community.directory.staff import people_at
from community.directory.views.requests import kept
from community.members.models import Affiliation, Organisation, User
from community.members.ratelimits import rate_limited
from community.members.views import MemberRequest
from search.views import viewer_of


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organisation, and those of its people who say so to the viewer.

    One that was merged into another leads there for good.

    Raises:
        Http404: there is none, or it is not public and not the viewer's to see.
    """
    viewer = viewer_of(request)
    shown = found_by(viewer, slug)
    if shown.slug != slug:
        return redirect("directory:organisation", shown.slug, permanent=True)
    staff = people_at(shown, reader_of(viewer), request.GET.get("page", ""))
    context: dict[str, Any] = {
        "organisation": shown,
        "staff": staff,
        "place": _place(viewer) if viewer else None,
        "may_edit": bool(viewer and may_edit(viewer, shown)),
        "is_steward": bool(viewer and is_steward(viewer)),
    }
    context["is_here"] = bool(context["place"] and context["place"].organisation_id == shown.pk)
    return kept(render(request, "directory/organisation.html", context), viewer, params=("page",))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("directory.claim", methods=("POST",))
def add(request: MemberRequest) -> HttpResponse:
    """Ask for a new organisation and write it down."""
    form = OrganisationForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid() and (made := form.save()):
        messages.success(request, _("It is written down. A steward makes it public."))
        return redirect("directory:organisation", made.slug)
    return render(request, "directory/organisation_form.html", {"form": form})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what an organisation's page says.

    Raises:
        Http404: there is none, or the member does not look after it.
    """
    shown = found_by(request.user, slug)
    if not may_edit(request.user, shown):
        raise Http404
    form = OrganisationForm(
        request.POST or None, request.FILES or None, by=request.user, organisation=shown
    )
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The page is saved."))
        return redirect("directory:organisation", shown.slug)
    return render(
        request, "directory/organisation_form.html", {"form": form, "organisation": shown}
    )


@never_cache
@login_required
@require_POST
def confirm(request: MemberRequest, slug: str) -> HttpResponse:
    """Make an organisation public.

    Raises:
        Http404: there is none, or the member is no steward.
    """
    shown = found_by(request.user, slug)
    try:
        actions.confirm_organisation(organisation=shown, by=request.user)
    except NotYours as error:
        raise Http404 from error
    messages.success(request, _("The organisation is public now."))
    return redirect("directory:organisation", shown.slug)


def found_by(viewer: User | None, slug: str) -> Organisation:
    """Return the organisation of an address, or the one that it was merged into.

    Raises:
        Http404: there is none, or it is not public yet and the viewer neither wrote it down nor is
            a steward.
    """
    known = Organisation.objects.select_related("kind__parent", "size", "country", "merged_into")
    shown = known.filter(slug=slug).first()
    for _step in range(5):  # merged into one that was merged itself
        if shown and shown.merged_into_id:
            shown = known.filter(pk=shown.merged_into_id).first()
    if shown is None or shown.merged_into_id:
        raise Http404
    if not shown.is_confirmed:
        is_own = viewer and (shown.created_by_id == viewer.pk or is_steward(viewer))
        if not is_own:
            raise Http404
    return shown


def _place(viewer: User) -> Affiliation | None:
    return Affiliation.objects.select_related("organisation").filter(user=viewer).first()
