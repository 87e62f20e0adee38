"""Terms for machines, at the addresses that identify them, and for editors, in the admin."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.admin.views import generic

from vocabulary.models import CODE, Scheme, Term, TermQuerySet

keep_an_hour = cache_control(public=True, max_age=3600)


@require_safe
@keep_an_hour
def scheme(request: HttpRequest, scheme: str) -> HttpResponse:
    """Return all terms of one vocabulary as JSON, retired ones included and marked."""
    if scheme not in Scheme.values:
        raise Http404
    terms = [as_json(term) for term in Term.objects.of(Scheme(scheme))]
    return JsonResponse({"scheme": scheme, "terms": terms})


@require_safe
@keep_an_hour
def term(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """Return one term as JSON; its identifier resolves here."""
    if scheme not in Scheme.values or not CODE.fullmatch(code):
        raise Http404
    found = Term.objects.of(Scheme(scheme)).filter(code=code).first()
    if found is None:
        raise Http404
    return JsonResponse(as_json(found))


def as_json(term: Term) -> dict[str, Any]:
    """Return a term as a dictionary of plain values."""
    return {
        "uri": term.uri,
        "code": term.code,
        "broader": term.parent.uri if term.parent else None,
        "labels": term.labels,
        "texts": term.texts,
        "data": term.data,
        "is_retired": term.is_retired,
    }


class TermIndexView(generic.IndexView):
    """The listing of all terms for the admin: found and filtered there, changed in the files."""

    model = Term
    any_permission_required = None
    template_name = "vocabulary/terms.html"
    page_title = _("Vocabularies")
    header_icon = "list-ul"
    default_ordering = ("scheme", "order", "code")
    list_filter = ("scheme", "is_retired")
    search_fields = ("code", "labels")
    paginate_by = 50

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: what the term says, where it belongs, whether it is still offered."""
        return [
            Column("label", label=_("Label")),
            Column("get_scheme_display", label=_("Vocabulary"), sort_key="scheme"),
            Column("code", label=_("Code"), sort_key="code"),
            Column("parent", label=_("Broader term")),
            StatusFlagColumn("is_retired", true_label=_("Retired")),
        ]

    def get_base_queryset(self) -> TermQuerySet:
        """Return every term, its parent joined."""
        return Term.objects.select_related("parent")
