"""The archive at the desk: putting a page aside, finding it again, bringing it back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.models import Page, ReferenceIndex

from community.members.guards import needs
from editorial.actions.archiving import archive_page, restore_page
from editorial.forms import ArchiveForm, RestoreForm
from editorial.models import ArchivedPage
from editorial.refusals import Refused
from editorial.views.guards import editable_page

SHOWN = 20


class ArchiveIndexView(generic.IndexView):
    """What was put aside, the newest first."""

    model = ArchivedPage
    page_title = gettext_lazy("Archive")
    default_ordering = ("-archived_at", "-pk")
    is_searchable = True
    search_backend_name = None
    search_fields = ("page__title", "reason")
    paginate_by = 50
    any_permission_required = ["view"]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: what, why, when, by whom."""
        return [
            TitleColumn("__str__", label=_("Page"), url_name="archive:restore"),
            Column("reason", label=_("Reason")),
            Column("archived_by", label=_("By")),
            DateColumn("archived_at", label=_("Since"), sort_key="archived_at"),
        ]

    def get_base_queryset(self) -> Any:
        """Return the entries with their pages and people."""
        return ArchivedPage.objects.select_related("page", "archived_by")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("editorial.add_archivedpage")
def put_aside(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Ask whether to archive a page, naming what refers to it; then do it."""
    page = editable_page(request, page_id)
    form = ArchiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            archive_page(page=page, user=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("“%(title)s” is in the archive.") % {"title": page.title})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    context = {
        "page": page,
        "form": form,
        "below": page.get_descendants().count(),
        "references": references_to(page),
        "header_title": _("Archive this page?"),
    }
    return TemplateResponse(request, "editorial/desk/archive.html", context)


def references_to(page: Page) -> list[str]:
    """Return what refers to a page or to one below it, in words, twenty at most."""
    family = [page, *page.get_descendants(inclusive=False)[:SHOWN]]
    rows = ReferenceIndex.get_references_to_in_bulk(family)
    groups = rows.group_by_source_object() if hasattr(rows, "group_by_source_object") else rows
    return [str(source) for source, _references in list(groups)[:SHOWN]]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("editorial.view_archivedpage")
def bring_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show an entry of the archive and bring its page back; ask where to, if its place is gone."""
    entry = get_object_or_404(ArchivedPage.objects.select_related("page", "archived_by"), pk=pk)
    parent = entry.page.get_parent()
    above = ArchivedPage.objects.exclude(pk=pk).holding(parent).select_related("page").first()
    form = RestoreForm(request.POST if request.method == "POST" else None) if above else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _restore(request, entry, form)
    context = {
        "entry": entry,
        "parent": parent,
        "above": above,
        "form": form,
        "may_restore": request.user.has_perm("editorial.change_archivedpage"),
        "may_delete": request.user.has_perm("editorial.delete_archivedpage"),
        "shown_again": _shown_again(entry),
        "header_title": entry.page.title,
    }
    return TemplateResponse(request, "editorial/desk/restore.html", context)


def _shown_again(entry: ArchivedPage) -> str:
    number = len(entry.public)
    if not number:
        return _("It was a draft, and comes back as one.")
    text = ngettext(
        "One page becomes public again.", "%(number)d pages become public again.", number
    )
    return text % {"number": number}


def _restore(
    request: HttpRequest, entry: ArchivedPage, form: RestoreForm | None
) -> HttpResponseBase:
    if not request.user.has_perm("editorial.change_archivedpage"):
        raise PermissionDenied
    parent = form.cleaned_data["parent"] if form else None
    if parent and not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    try:
        page = restore_page(entry_id=entry.pk, user=request.user, parent=parent)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("archive:restore", entry.pk)
    messages.success(request, _("“%(title)s” is back.") % {"title": page.title})
    return redirect("wagtailadmin_pages:edit", page.pk)
