"""What this room lets happen to a page on the desk, and what it keeps from happening."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from editorial.findings import Finding, findings_on
from editorial.models import ArchivedPage
from editorial.models.step import must_be_mended
from editorial.views.archive import references_to

DELETE = "editorial.delete_archivedpage"
SHOWN = 5


@hooks.register("construct_explorer_page_queryset")
def hide_archived(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """Return the pages of a listing without those in the archive."""
    return pages.exclude(ArchivedPage.objects.below())


@hooks.register("construct_page_chooser_queryset")
def choose_no_archived(pages: Any, request: HttpRequest) -> Any:
    """Return the pages that can be chosen without those in the archive."""
    return pages.exclude(ArchivedPage.objects.below())


@hooks.register("before_edit_page")
def keep_archived_closed(request: HttpRequest, page: Page) -> HttpResponseRedirect | None:
    """Lead from the editor of an archived page to its entry in the archive."""
    entry = ArchivedPage.objects.holding(page).first()
    if entry is None:
        _tell_reviewer(request, page)
        return None
    messages.warning(request, _("This page is in the archive. Bring it back to work on it."))
    return redirect("archive:restore", entry.pk)


def _tell_reviewer(request: HttpRequest, page: Page) -> None:
    """Tell who opens a page at its last step why it cannot be approved yet."""
    task = page.current_workflow_task if request.method == "GET" else None
    if getattr(task, "is_last", False) and (faults := must_be_mended(page)):
        _tell(request, page, faults, _("Before it can be approved:"))


@hooks.register("before_publish_page")
def publish_only_what_is_whole(request: HttpRequest, page: Page) -> HttpResponseRedirect | None:
    """Keep a page with a blocking fault from becoming public; the draft has been saved."""
    faults = [one for one in findings_on(page) if one.is_blocking]
    if not faults:
        return None
    _tell(request, page, faults, _("It is saved as a draft. Before it can be published:"))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def guard_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Hold what is done to many pages to the same rules as what is done to one."""
    pages = [one for one in objects if isinstance(one, Page)]
    if action_type == "delete" and pages and not request.user.has_perm(DELETE):
        messages.error(request, _("Pages are not deleted here: archive them, one by one."))
        return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
    if action_type == "publish" and pages:
        return _guard_bulk_publishing(request, pages)
    return None


def _guard_bulk_publishing(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """Refuse all of it when one page is not whole: nobody reads a list of half successes."""
    for page in pages:
        faults = findings_on(page.get_latest_revision_as_object())
        blocking = [one for one in faults if one.is_blocking]
        if blocking:
            _tell(request, page, blocking, _("Nothing was published. Mend this first:"))
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _tell(request: HttpRequest, page: Page, faults: list[Finding], opening: str) -> None:
    told = " ".join(f"{one.message} {one.words}".strip() for one in faults[:SHOWN])
    where = Button(_("All checks"), reverse("page_checks:page", args=(page.pk,)))
    messages.error(request, f"“{page.title}”. {opening} {told}", buttons=[where])


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def list_on_submit(request: HttpRequest, page: Page) -> None:
    """Tell who hands a page in what the reviewers will find."""
    if not request.POST.get("action-submit"):
        return
    found = findings_on(page)
    serious = [one for one in found if one.level != "hint"]
    if serious:
        told = " ".join(dict.fromkeys(one.message for one in serious))
        where = Button(_("All checks"), reverse("page_checks:page", args=(page.pk,)))
        messages.warning(request, _("Handed in. Reviewers will see: %s") % told, buttons=[where])


@hooks.register("before_delete_page")
def archive_instead(request: HttpRequest, page: Page) -> HttpResponseRedirect | None:
    """Lead editors to the archive; tell administrators what would break."""
    if not request.user.has_perm(DELETE):
        messages.warning(request, _("Pages are archived, not deleted: they can be brought back."))
        return redirect("archive:put_aside", page.pk)
    broken = references_to(page)
    if request.method == "GET" and broken:
        told = ", ".join(broken)
        messages.warning(
            request, _("If you delete it, links break on: %(pages)s") % {"pages": told}
        )
    return None


@hooks.register("register_page_header_buttons")
def buttons_in_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Yield what can be done with a page besides writing it."""
    if view_name != "edit" or page.depth <= 1:
        return
    if user.has_perm("editorial.add_previewlink"):
        address = reverse("preview_links:share", args=(page.pk,))
        yield Button(_("Show to somebody"), address, icon_name="view", priority=20)
    yield Button(
        _("Content checks"),
        reverse("page_checks:page", args=(page.pk,)),
        icon_name="glasses",
        priority=22,
    )
    if user.has_perm("editorial.change_pagereview") and page.live:
        address = reverse("reviews_due:page", args=(page.pk,))
        yield Button(_("I have read it again"), address, icon_name="history", priority=24)
    yield from _archive_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def buttons_in_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the way from a listing to the archive."""
    yield from _archive_button(page, user)


def _archive_button(page: Page, user: Any) -> Iterator[Button]:
    if page.depth > 2 and user.has_perm("editorial.add_archivedpage"):
        address = reverse("archive:put_aside", args=(page.pk,))
        yield Button(_("Archive…"), address, icon_name="bin", priority=65)


@hooks.register("construct_page_listing_buttons")
def no_delete_button(buttons: list[Any], page: Page, user: Any, context: Any = None) -> None:
    """Take the way to deletion out of the listing, for those who archive."""
    if not user.has_perm(DELETE):
        buttons[:] = [one for one in buttons if "/delete/" not in (one.url or "")]
