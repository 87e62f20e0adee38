"""Preview links at the desk: making one, what readers said, withdrawing it."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from community.members.guards import needs
from editorial.actions import previews
from editorial.forms import InvitationForm
from editorial.models import PreviewLink, Remark
from editorial.refusals import Refused
from editorial.views.guards import editable_page


class PreviewLinkFilterSet(WagtailFilterSet):
    """Narrows the links by what readers answered."""

    verdict = django_filters.ChoiceFilter(
        choices=PreviewLink.Verdict.choices[1:], label=gettext_lazy("Answer")
    )

    class Meta:
        model = PreviewLink
        fields = ["verdict"]


def links_for(user: Any) -> Any:
    """Return the links that somebody may see: all for those who edit all, else their own."""
    rows = PreviewLink.objects.select_related("created_by", "page")
    if user.has_perm("editorial.add_archivedpage") or user.has_perm("editorial.view_pagecheck"):
        return rows
    return rows.filter(Q(created_by=user) | Q(page__owner=user))


class PreviewLinkIndexView(generic.IndexView):
    """Every link, the newest first, with what came of it."""

    model = PreviewLink
    page_title = gettext_lazy("Preview links")
    default_ordering = ("-created_at", "-pk")
    filterset_class = PreviewLinkFilterSet
    paginate_by = 50
    any_permission_required = ["view"]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: which page, for whom, what was said, until when."""
        return [
            TitleColumn("__str__", label=_("Page"), url_name="preview_links:inspect"),
            Column("reviewer_name", label=_("Reader")),
            Column("state_text", label=_("Answer")),
            Column("remark_count", label=_("Remarks")),
            Column("created_by", label=_("Made by")),
            DateColumn("expires_at", label=_("Works until"), sort_key="expires_at"),
        ]

    def get_base_queryset(self) -> Any:
        """Return the links that this person may see, remarks counted in one statement."""
        return links_for(self.request.user).annotate(remark_count=Count("remarks"))


@never_cache
@needs("editorial.add_previewlink")
def share(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Show the form for a link to a draft; after it the link itself, once."""
    page = editable_page(request, page_id)
    form = InvitationForm(request.POST or None)
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            _link, address = previews.make_link(
                page=page, user=request.user, invitation=form.invitation()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "page": page,
        "form": form,
        "address": address,
        "links": links_for(request.user).filter(page=page).annotate(remark_count=Count("remarks")),
        "header_title": _("Show the draft to somebody"),
    }
    return TemplateResponse(request, "editorial/desk/share.html", context)


@require_safe
@needs("editorial.view_previewlink")
def inspect(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what readers said through one link."""
    link = get_object_or_404(links_for(request.user), pk=pk)
    context = {
        "link": link,
        "remarks": link.remarks.all(),
        "may_change": request.user.has_perm("editorial.change_previewlink"),
        "edit_url": reverse("wagtailadmin_pages:edit", args=(link.page_id,)),
        "header_title": str(link),
    }
    return TemplateResponse(request, "editorial/desk/link.html", context)


@require_POST
@needs("editorial.change_previewlink")
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Withdraw a link."""
    link = get_object_or_404(links_for(request.user), pk=pk)
    previews.revoke(link_id=link.pk, user=request.user)
    messages.success(request, _("The link is withdrawn. What was said stays."))
    return redirect("preview_links:inspect", link.pk)


@require_POST
@needs("editorial.change_previewlink")
def settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Mark a remark as dealt with, or open it again."""
    said = get_object_or_404(Remark, pk=pk)
    if not links_for(request.user).filter(pk=said.link_id).exists():
        raise PermissionDenied
    previews.settle(remark_id=said.pk)
    return redirect("preview_links:inspect", said.link_id)
