"""Reports at the desk: what is to be read again, links that lead nowhere, faults of content."""

from typing import Any

import django_filters
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import Page, get_page_content_types
from wagtail.permissions import policy_registry

from community.members.guards import needs
from community.members.models import User
from editorial.actions.checking import missing_locales
from editorial.actions.reviewing import note_review
from editorial.due import due_pages
from editorial.findings import MESSAGES, Finding, findings_on
from editorial.models import LinkFault, PageCheck, PageReview
from editorial.views.guards import editable_page
from typeset.spreadsheets import HarmlessExport


def _owners(_request: HttpRequest) -> Any:
    rows = Page.objects.exclude(owner=None).order_by().values("owner")
    return User.objects.filter(pk__in=rows).order_by("name")


def _page_types(_request: HttpRequest) -> Any:
    return get_page_content_types(include_base_page_type=False)


class OfPageFilterSet(WagtailFilterSet):
    """Narrows a report by the type of page and by who owns it."""

    owner = django_filters.ModelChoiceFilter(queryset=_owners, label=gettext_lazy("Owner"))
    content_type = django_filters.ModelChoiceFilter(
        queryset=_page_types, label=gettext_lazy("Type")
    )

    class Meta:
        model = Page
        fields = ["owner", "content_type"]


class ReviewsDueView(HarmlessExport, ReportView):
    """Public pages whose time to be read again has come, the longest overdue first."""

    model = Page
    permission_policy = None
    page_title = gettext_lazy("To be read again")
    header_icon = "history"
    index_url_name = "reviews_due:index"
    index_results_url_name = "reviews_due:index_results"
    filterset_class = OfPageFilterSet
    export_filename = "to-be-read-again"
    list_export = ["title", "type_text", "owner_name", "last_read", "due_on"]
    export_headings = {
        "type_text": gettext_lazy("Type"),
        "owner_name": gettext_lazy("Owner"),
        "last_read": gettext_lazy("Last read"),
        "due_on": gettext_lazy("Due"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: what, whose, since when."""
        return [
            TitleColumn("title", label=_("Page"), url_name="wagtailadmin_pages:edit"),
            Column("type_text", label=_("Type")),
            Column("owner_name", label=_("Owner")),
            DateColumn("last_read", label=_("Last read")),
            DateColumn("due_on", label=_("Due")),
        ]

    def get_queryset(self) -> Any:
        """Return the due pages, with owner and type joined."""
        return (
            due_pages(now=timezone.now())
            .select_related("content_type")
            .annotate(owner_name=F("owner__name"), type_text=F("content_type__model"))
            .order_by("due_on", "pk")
        )

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Name the types as editors know them."""
        for page in object_list:
            page.type_text = str(page.page_type_display_name)
        return object_list


class LinkFaultFilterSet(WagtailFilterSet):
    """Narrows the links by what is wrong."""

    kind = django_filters.MultipleChoiceFilter(
        choices=LinkFault.Kind.choices,
        label=gettext_lazy("Fault"),
        widget=django_filters.widgets.forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = LinkFault
        fields = ["kind"]


class LinkFaultsView(HarmlessExport, ReportView):
    """Links that lead nowhere, each with where to mend it."""

    model = LinkFault
    permission_policy = None
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    index_url_name = "link_faults:index"
    index_results_url_name = "link_faults:index_results"
    filterset_class = LinkFaultFilterSet
    is_searchable = True
    search_fields = ("href", "source_label")
    search_backend_name = None
    export_filename = "broken-links"
    list_export = ["source_label", "field", "href", "get_kind_display", "advice", "first_seen"]
    export_headings = {"get_kind_display": gettext_lazy("Fault")}

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: where it stands, where it leads, what is wrong, what to do."""
        return [
            TitleColumn(
                "source_label", label=_("Where"), get_url=lambda fault: fault.source_url or None
            ),
            Column("field", label=_("Field")),
            Column("href", label=_("Link")),
            Column("get_kind_display", label=_("Fault")),
            Column("advice", label=_("What to do")),
            DateColumn("first_seen", label=_("First seen")),
        ]

    def get_queryset(self) -> Any:
        """Return the faults, the newest first."""
        return self.search_queryset(LinkFault.objects.order_by("-first_seen", "pk"))


class PageCheckFilterSet(WagtailFilterSet):
    """Narrows the checks by what was found."""

    code = django_filters.ChoiceFilter(
        choices=[(code, gettext_lazy(text)) for code, text in MESSAGES.items()],
        label=gettext_lazy("Found"),
        method="with_code",
    )
    owner = django_filters.ModelChoiceFilter(
        queryset=_owners, label=gettext_lazy("Owner"), field_name="page__owner"
    )

    class Meta:
        model = PageCheck
        fields = ["code", "owner"]

    def with_code(self, rows: Any, _name: str, code: str) -> Any:
        """Return the checks that found one kind of fault."""
        return rows.filter(findings__contains=[{"code": code}])


def _check_address(row: PageCheck) -> str:
    return reverse("page_checks:page", args=(row.page_id,))


class PageChecksView(HarmlessExport, ReportView):
    """What the nightly look found on each page, the worst first."""

    model = PageCheck
    permission_policy = None
    page_title = gettext_lazy("Content checks")
    header_icon = "glasses"
    index_url_name = "page_checks:index"
    index_results_url_name = "page_checks:index_results"
    filterset_class = PageCheckFilterSet
    export_filename = "content-checks"
    list_export = ["page.title", "blocking", "warnings", "told", "checked_at"]
    export_headings = {"page.title": gettext_lazy("Page"), "told": gettext_lazy("Found")}

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: which page, how much, what."""
        return [
            TitleColumn("page", label=_("Page"), get_url=_check_address),
            Column("blocking", label=_("Must be mended")),
            Column("warnings", label=_("Should be mended")),
            Column("told", label=_("Found")),
            DateColumn("checked_at", label=_("Looked at")),
        ]

    def get_queryset(self) -> Any:
        """Return the checks that found something, with their pages."""
        rows = PageCheck.objects.exclude(findings=[]).select_related("page")
        return rows.order_by("-blocking", "-warnings", "page__title")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Put what was found into words."""
        for row in object_list:
            told = [Finding(**one).message for one in row.findings]
            row.told = " ".join(dict.fromkeys(told))
        return object_list


class SiteHistoryView(HarmlessExport, LogEntriesView):
    """Wagtail's history of the site, for those to whom Wagtail's menu offers it.

    Wagtail itself answers everyone who may enter.
    """

    any_permission_required = ["explore"]

    def user_has_any_permission(self, permissions: Any) -> bool:
        """Return whether this person has to do with any page."""
        policy = policy_registry.get_by_type(Page)
        return policy.explorable_root_instance(self.request.user) is not None


site_history = require_admin_access(SiteHistoryView.as_view())
site_history_results = require_admin_access(SiteHistoryView.as_view(results_only=True))


@require_safe
@needs("wagtailadmin.access_admin")
def check(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Look at the newest draft of a page now and show what is found."""
    page = editable_page(request, page_id)
    draft = page.get_latest_revision_as_object()
    context = {
        "page": page,
        "findings": findings_on(draft, missing_locales=missing_locales(page)),
        "header_title": _("Content checks: %(title)s") % {"title": draft.title},
    }
    return TemplateResponse(request, "editorial/desk/check.html", context)


@require_POST
@needs("editorial.change_pagereview")
def reviewed(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Note that the page was read with care just now."""
    page = editable_page(request, page_id)
    note_review(page=page, user=request.user)
    messages.success(request, _("Noted: you have read “%(title)s”.") % {"title": page.title})
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_safe
@needs("editorial.view_pagereview")
def review(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Ask whether the page was read with care, saying when it was last."""
    page = editable_page(request, page_id)
    record = PageReview.objects.select_related("reviewed_by").filter(page_id=page.pk).first()
    context = {"page": page, "record": record, "header_title": _("Read again: %s") % page.title}
    return TemplateResponse(request, "editorial/desk/review.html", context)
