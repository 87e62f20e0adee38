"""Filling, scheduling and publishing bundles: all of it or nothing."""

import logging
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin

from editorial.models import ArchivedPage, Bundle, BundleItem
from editorial.refusals import Refused

logger = logging.getLogger(__name__)
MOST_ITEMS = 200


@transaction.atomic
def put_in(*, bundle_id: int, thing: Any, user: Any) -> BundleItem:
    """Put a page or a snippet with drafts into a bundle and return its place; raise `Refused`."""
    bundle = _lock(bundle_id)
    if not bundle.is_open:
        raise Refused(_("Take the bundle back to filling it first."))
    if not isinstance(thing, DraftStateMixin):
        raise Refused(_("This has no drafts, so it cannot wait in a bundle."))
    if bundle.items.count() >= MOST_ITEMS:
        raise Refused(_("A bundle holds %(count)d things at most.") % {"count": MOST_ITEMS})
    place = _place_of(thing)
    other = BundleItem.objects.filter(**place).exclude(bundle__state=Bundle.State.PUBLISHED)
    if found := other.exclude(bundle=bundle).select_related("bundle").first():
        raise Refused(_("It is in the bundle “%(title)s” already.") % {"title": found.bundle.title})
    item, _made = BundleItem.objects.get_or_create(bundle=bundle, **place)
    log(instance=bundle, action="editorial.put_in", user=user, data={"thing": str(thing)})
    return item


@transaction.atomic
def take_out(*, item_id: int, user: Any) -> Bundle:
    """Take a thing out of its bundle and return the bundle; raise `Refused`."""
    item = BundleItem.objects.select_related("bundle").get(pk=item_id)
    bundle = _lock(item.bundle_id)
    if not bundle.is_open:
        raise Refused(_("Take the bundle back to filling it first."))
    log(instance=bundle, action="editorial.take_out", user=user, data={"thing": str(item)})
    item.delete()
    return bundle


@transaction.atomic
def approve_item(*, item_id: int, user: Any) -> BundleItem:
    """Approve the newest version of a thing for its bundle; raise `Refused`.

    Not by whoever wrote that version: two people have seen what appears.
    """
    item = BundleItem.objects.select_for_update(of=("self",)).get(pk=item_id)
    thing = item.thing
    revision = thing.get_latest_revision() if thing is not None else None
    if revision is None:
        raise Refused(_("There is no version to approve. Save a draft first."))
    if revision.user_id == user.pk:
        raise Refused(_("You wrote this version, so somebody else approves it."))
    _note_approval(item, revision, user)
    return item


def keep_for_bundle(*, revision: Any, user: Any) -> bool:
    """Note an approved version for the bundle it waits in; return False when it is in none."""
    thing = revision.content_object
    waiting = BundleItem.objects.select_for_update(of=("self",)).filter(**_place_of(thing))
    item = waiting.exclude(bundle__state=Bundle.State.PUBLISHED).first()
    if item is None:
        return False
    _note_approval(item, revision, user)
    return True


def _note_approval(item: BundleItem, revision: Any, user: Any) -> None:
    item.approved_revision, item.approved_by = revision, user
    item.save(update_fields=["approved_revision", "approved_by"])
    log(instance=item.bundle, action="editorial.approve_item", user=user, data={"thing": str(item)})


@transaction.atomic
def set_state(*, bundle_id: int, state: str, user: Any, at: datetime | None = None) -> Bundle:
    """Move a bundle to draft, ready or scheduled and return it; raise `Refused`.

    Ready and scheduled need every thing approved; scheduled needs a moment to come.
    """
    bundle = _lock(bundle_id)
    if bundle.is_published:
        raise Refused(_("It has appeared already."))
    if state != Bundle.State.DRAFT:
        _guard_items(bundle)
    if state == Bundle.State.SCHEDULED and (at is None or at <= timezone.now()):
        raise Refused(_("Choose a moment that is still to come."))
    bundle.state, bundle.failure = state, ""
    bundle.scheduled_at = at if state == Bundle.State.SCHEDULED else None
    bundle.save()
    log(instance=bundle, action=f"editorial.bundle_{state}", user=user)
    return bundle


@transaction.atomic
def publish_bundle(*, bundle_id: int, user: Any) -> Bundle:
    """Publish everything in a bundle in one transaction and return it; raise `Refused`.

    A thing that is not approved in its newest version, is archived or gone stops all of it.
    """
    bundle = _lock(bundle_id)
    if bundle.state not in {Bundle.State.READY, Bundle.State.SCHEDULED}:
        raise Refused(_("Only a bundle that is ready can be published."))
    for item in _guard_items(bundle):
        if item.approved_revision is not None:  # the guard has seen to it
            item.approved_revision.publish(user=user, skip_permission_checks=True)
    bundle.state, bundle.published_at, bundle.failure = (
        Bundle.State.PUBLISHED,
        timezone.now(),
        "",
    )
    bundle.save()
    log(instance=bundle, action="editorial.publish_bundle", user=user)
    return bundle


def publish_due() -> int:
    """Publish the bundles whose moment has come; return how many.

    One that cannot be published goes back to being filled and says why; the others go on.
    """
    done = 0
    for key in Bundle.objects.due().values_list("pk", flat=True):
        try:
            publish_bundle(bundle_id=key, user=None)
            done += 1
        except Bundle.DoesNotExist:
            continue
        except Exception as error:  # noqa: BLE001 - whatever it was, the next one is not to blame
            logger.warning("Bundle %s was not published: %s", key, type(error).__name__)
            _note_failure(key, error)
    return done


def _note_failure(key: int, error: Exception) -> None:
    reason = str(error) if isinstance(error, Refused) else _("An error of the site. Try it again.")
    Bundle.objects.filter(pk=key, state=Bundle.State.SCHEDULED).update(
        state=Bundle.State.DRAFT, failure=reason
    )


def _lock(bundle_id: int) -> Bundle:
    return Bundle.objects.select_for_update(of=("self",)).get(pk=bundle_id)


def _guard_items(bundle: Bundle) -> list[BundleItem]:
    """Return the things of a bundle, all of them approved; raise `Refused` naming the first not."""
    items = list(bundle.items.select_related("approved_revision").prefetch_related("thing"))
    if not items:
        raise Refused(_("There is nothing in this bundle."))
    hidden = ArchivedPage.objects.below()
    for item in items:
        if reason := _why_not(item, hidden):
            raise Refused(f"{item}: {reason}")
    return items


def _why_not(item: BundleItem, hidden: Any) -> str:
    """Return why a thing cannot appear; empty when it can."""
    if item.thing is None:
        return _("It was deleted. Take it out.")
    if not item.is_approved:
        return _("Its newest version is not approved.")
    if _has_own_date(item):
        return _("It has a date of its own to go live. Take the date away first.")
    model = type(item.thing)
    if hasattr(item.thing, "path") and model.objects.filter(hidden, pk=item.thing.pk).exists():
        return _("It is in the archive. Take it out, or restore it.")
    return ""


def _has_own_date(item: BundleItem) -> bool:
    """Return whether a thing would only be scheduled, and not appear with the others."""
    content = item.approved_revision.content if item.approved_revision else {}
    moment = parse_datetime(content.get("go_live_at") or "")
    return moment is not None and moment > timezone.now()


def _place_of(thing: Any) -> dict[str, Any]:
    kind = thing.cached_content_type if hasattr(thing, "cached_content_type") else None
    kind = kind or ContentType.objects.get_for_model(thing, for_concrete_model=False)
    return {"content_type": kind, "object_id": str(thing.pk)}
