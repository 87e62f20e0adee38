"""Work that is done beside the requests: pictures for sharing, records for harvesters."""

import logging
from functools import partial
from itertools import islice
from typing import Any, Final

from celery import shared_task
from django.db import transaction
from django.db.models import F, Q
from kombu.exceptions import KombuError
from wagtail.models import Page

from discovery import actions, harvesting
from discovery.public import public
from pages.models import PlainPage

log = logging.getLogger(__name__)

AT_ONCE: Final = 50


@shared_task(queue="bulk", ignore_result=True)
def make_share_picture(page_id: int) -> bool:
    """Make the picture of one page; return whether one was made."""
    page = Page.objects.filter(pk=page_id).first()
    return actions.make_share_picture(page=page.specific) if page else False


@shared_task(queue="bulk", ignore_result=True)
def make_missing_share_pictures() -> int:
    """Make what a lost wake-up left unmade or out of date; return how many were made."""
    due = Q(share_picture=None) | Q(share_picture__made_at__lt=F("last_published_at"))
    waiting = public(Page.objects.filter(due, depth__gt=1)).order_by("pk").specific()
    pages = (page for page in waiting.iterator() if isinstance(page, PlainPage))
    return sum(_made(page) for page in islice(pages, AT_ONCE))


def _made(page: PlainPage) -> bool:
    """Return whether the picture was made; a broken photograph does not stop the others."""
    try:
        return actions.make_share_picture(page=page)
    except OSError:
        log.warning("The picture for sharing page %s cannot be made.", page.pk)
        return False


@shared_task(ignore_result=True)
def keep_harvest_records() -> int:
    """Bring the records for harvesters up to date; return how many have changed."""
    return harvesting.keep_records()


def wake(*, instance: Any, **_: object) -> None:
    """Wake a worker for a page after the commit; hears of publications."""
    transaction.on_commit(partial(_ask, make_share_picture, instance.pk))


def wake_for_records(*, instance: Any, **_: object) -> None:
    """Keep the records in the transaction in which a publication comes or goes."""
    if getattr(instance.specific_class, "kind", "") == "publication":
        harvesting.keep_records(page_id=instance.pk)


def _ask(task: Any, *arguments: Any) -> None:
    """Ask for work; a broker that is away only delays it, the sweeper comes round."""
    try:
        task.apply_async(arguments, retry=False)
    except (OSError, KombuError):
        log.warning("No worker was woken for page %s; the sweeper will do it.", arguments)
