"""Putting pages aside and bringing them back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Site, WorkflowState

from editorial.models import ArchivedPage
from editorial.refusals import Refused

TOP = 2  # depth of home pages


@transaction.atomic
def archive_page(*, page: Page, user: Any, reason: str = "") -> ArchivedPage:
    """Take a page and all below it off the site, and return its entry in the archive.

    It keeps its place, history and references; reviews and schedules of it end. Raises `Refused`.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if page.depth <= TOP or Site.objects.filter(root_page__path__startswith=page.path).exists():
        raise Refused(_("A home page cannot be archived."))
    if ArchivedPage.objects.holding(page).exists():
        raise Refused(_("This page is in the archive already."))
    family = Page.objects.filter(path__startswith=page.path)
    public = {
        str(pk): revision
        for pk, revision in family.live().values_list("pk", "live_revision_id").order_by("path")
    }
    _end_reviews(family, user)
    for one in family.live().specific(defer=True).order_by("-path"):
        UnpublishPageAction(one.specific, user=user).execute(skip_permission_checks=True)
    _end_schedules(family)
    entry = ArchivedPage.objects.create(page=page, reason=reason, public=public, archived_by=user)
    log(instance=page.specific, action="editorial.archive", user=user, data={"reason": reason})
    return entry


def _end_reviews(family: Any, user: Any) -> None:
    keys = [str(pk) for pk in family.values_list("pk", flat=True)]
    running = WorkflowState.objects.active().filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id__in=keys,
    )
    for state in running:
        state.cancel(user=user)


def _end_schedules(family: Any) -> None:
    """Take back what was to be published later, or the next sweep would publish it."""
    for one in family.specific(defer=True).annotate_approved_schedule():
        if one.approved_schedule:
            one.revisions.update(approved_go_live_at=None)


@transaction.atomic
def restore_page(*, entry_id: int, user: Any, parent: Page | None = None) -> Page:
    """Bring a page back to where it was, or below `parent`; what was public is public again.

    Raises `Refused` when its old place is in the archive itself and no other is given.
    """
    entry = ArchivedPage.objects.select_for_update(of=("self",)).get(pk=entry_id)
    page, public = entry.page, entry.public
    target = parent or page.get_parent()
    if ArchivedPage.objects.exclude(pk=entry.pk).holding(target).exists():
        raise Refused(_("The page above it is in the archive too. Choose another place for it."))
    entry.delete()
    if parent is not None:
        page = _move(page, parent, user)
    for one in Page.objects.filter(pk__in=list(public)).specific().order_by("path"):
        _show_again(one, public[str(one.pk)], user)
    page = Page.objects.get(pk=page.pk).specific
    log(instance=page, action="editorial.restore", user=user)
    return page


def _move(page: Page, parent: Page, user: Any) -> Page:
    specific = page.specific
    if not specific.can_move_to(parent.specific):
        raise Refused(_("This kind of page cannot stand there."))
    if not Page._slug_is_available(page.slug, parent, page):  # noqa: SLF001 - Wagtail's own rule
        raise Refused(_("Another page there has the same address. Rename that one first."))
    specific.move(parent, pos="last-child", user=user)
    return Page.objects.get(pk=page.pk)


def _show_again(page: Page, revision_id: int | None, user: Any) -> None:
    """Publish the version that was public; the newest when that one was purged meanwhile."""
    revision = page.revisions.filter(pk=revision_id).first() if revision_id else None
    if page.alias_of_id:
        page.live = True
        page.save(clean=False)
        return
    revision = revision or page.get_latest_revision() or page.save_revision(user=user)
    revision.publish(user=user, skip_permission_checks=True, log_action=False)
