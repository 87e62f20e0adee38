"""The translation board at the desk: originals by languages, and what to do next."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Locale, Page, RevisionMixin

from community.members.guards import needs
from community.members.models import User
from editorial.actions.translating import mark_up_to_date, start_translation
from editorial.board import (
    STATES,
    originals,
    progress,
    target_locales,
    translatable_models,
    with_states,
)
from editorial.refusals import Refused
from editorial.roles import locales_of
from editorial.views.guards import number_in

VIEW = "editorial.view_translationmark"
CHANGE = "editorial.change_translationmark"
PER_PAGE = 50
LONGEST_WORD = 100


@require_safe
@needs(VIEW)
def board(request: HttpRequest) -> HttpResponseBase:
    """Show where every translation stands."""
    models = translatable_models()
    chosen = request.GET.get("of", "page")
    model = models.get(chosen, Page)
    locales = target_locales()
    asked = _asked_locales(request, locales)
    rows = _narrowed(request, with_states(originals(model), model, asked), model, asked)
    pages = Paginator(rows.order_by("pk") if model is not Page else rows.order_by("path"), PER_PAGE)
    here = pages.get_page(request.GET.get("p"))
    context = {
        "models": [(name, one._meta.verbose_name_plural) for name, one in models.items()],
        "chosen": chosen if chosen in models else "page",
        "locales": locales,
        "asked": asked,
        "language": request.GET.get("language", ""),
        "state": request.GET.get("state", ""),
        "states": STATES.items(),
        "people": _people() if model is Page else [],
        "person": request.GET.get("person", ""),
        "word": request.GET.get("q", "")[:LONGEST_WORD],
        "page_obj": here,
        "rows": [_row(original, asked, request.user, model) for original in here],
        "progress": progress(model, locales),
        "address": _address(request.GET),
        "header_title": _("Translations"),
    }
    return TemplateResponse(request, "editorial/desk/board.html", context)


def _asked_locales(request: HttpRequest, locales: list[Locale]) -> list[Locale]:
    code = request.GET.get("language", "")
    return [locale for locale in locales if locale.language_code == code] or locales


def _narrowed(request: HttpRequest, rows: Any, model: Any, asked: list[Locale]) -> Any:
    """Return the rows that the filters leave; what makes no sense is no filter."""
    state = request.GET.get("state", "")
    if state in STATES:
        rows = rows.filter(_any_in(state, asked))
    person = request.GET.get("person", "")
    if issubclass(model, Page) and (key := number_in(person)):
        rows = rows.filter(owner_id=key)
    word = request.GET.get("q", "").replace("\0", "")[:LONGEST_WORD].strip()
    if word and issubclass(model, Page):
        rows = rows.filter(title__icontains=word)
    return rows


def _any_in(state: str, locales: list[Locale]) -> Q:
    """Return the condition that a translation into one of the languages is in a state."""
    condition = Q()
    for locale in locales:
        condition |= Q(**{f"state_{locale.pk}": state})
    return condition


def _people() -> list[tuple[int, str]]:
    owners = Page.objects.exclude(owner=None).order_by().values("owner")
    return list(User.objects.filter(pk__in=owners).order_by("name").values_list("pk", "name"))


def _row(original: Any, locales: list[Locale], user: Any, model: Any) -> dict[str, Any]:
    mine = locales_of_once(user)
    return {
        "original": original,
        "url": _edit_address(original, model),
        "cells": [_cell(original, locale, model, mine) for locale in locales],
    }


def locales_of_once(user: Any) -> set[str]:
    """Return the languages of a person, looked up once a request."""
    known = vars(user).get("_editorial_locales")
    if known is None:
        known = vars(user)["_editorial_locales"] = locales_of(user)
    return known  # type: ignore[no-any-return]


def _cell(original: Any, locale: Locale, model: Any, mine: set[str]) -> dict[str, Any]:
    key = locale.pk
    state, target = getattr(original, f"state_{key}"), getattr(original, f"target_{key}")
    return {
        "locale": locale,
        "state": state,
        "label": STATES[state],
        "since": original.changed_at if state == "stale" else None,
        "who": getattr(original, f"who_{key}") or "",
        "target": target,
        "url": _edit_address_of(model, target) if target else "",
        "compare": _compare_address(original, getattr(original, f"mark_{key}"), model),
        "is_mine": locale.language_code in mine,
    }


def _edit_address(original: Any, model: Any) -> str:
    return _edit_address_of(model, original.pk)


def _edit_address_of(model: Any, pk: Any) -> str:
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=(pk,))
    meta = model._meta
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=(pk,))


def _compare_address(original: Any, revision: int | None, model: Any) -> str:
    """Return where the original's changes since the last look are shown; empty without any."""
    newest = getattr(original, "latest_revision_id", None)
    if not revision or newest is None or revision == newest:
        return ""
    if issubclass(model, Page):
        return reverse(
            "wagtailadmin_pages:revisions_compare", args=(original.pk, revision, "latest")
        )
    if not issubclass(model, RevisionMixin):
        return ""
    meta = model._meta
    name = f"wagtailsnippets_{meta.app_label}_{meta.model_name}:revisions_compare"
    try:
        return reverse(name, args=(original.pk, revision, "latest"))
    except NoReverseMatch:
        return ""


def _address(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("p", None)
    return kept.urlencode()


@require_POST
@needs(CHANGE)
def start(request: HttpRequest) -> HttpResponseBase:
    """Begin a translation and open its draft."""
    model, source = _thing(request)
    locale = get_object_or_404(Locale, language_code=request.POST.get("locale", ""))
    if not issubclass(model, Page) and not _may_change(request.user, model):
        raise PermissionDenied
    try:
        made = start_translation(source=source, locale=locale, user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back(request)
    messages.success(request, _("The draft is made. Write it in %(locale)s.") % {"locale": locale})
    return redirect(_edit_address_of(model, made.pk))


@require_POST
@needs(CHANGE)
def settle(request: HttpRequest) -> HttpResponseBase:
    """Note that a translation is up to date."""
    _model, translation = _thing(request)
    try:
        mark_up_to_date(translation=translation, user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(title)s” is up to date.") % {"title": translation})
    return _back(request)


def _thing(request: HttpRequest) -> tuple[Any, Any]:
    """Return the model and the page or snippet that a form names; raise `Http404`."""
    model = translatable_models().get(request.POST.get("of", "page"), Page)
    key = request.POST.get("pk", "")
    thing = get_object_or_404(model, pk=number_in(key) or 0)
    return model, thing.specific if isinstance(thing, Page) else thing


def _may_change(user: Any, model: Any) -> bool:
    return bool(user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}"))


def _back(request: HttpRequest) -> HttpResponseBase:
    target = request.POST.get("next", "")
    if target and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return redirect(target)
    return redirect("translations:index")
