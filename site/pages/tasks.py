"""Work that is done beside the requests: pictures in the sizes that pages ask for."""

import logging
from functools import partial
from typing import Any, Final

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError

from pages import actions
from pages.models import SiteImage
from pages.models.linked import images_of

log = logging.getLogger(__name__)

AT_ONCE: Final = 20


@shared_task(queue="bulk", ignore_result=True)
def make_pictures(image_id: int) -> int:
    """Make the pictures of one image; return how many there are, 0 when the image is gone."""
    image = SiteImage.objects.filter(pk=image_id).first()
    return actions.make_pictures(image=image) if image else 0


@shared_task(queue="bulk", ignore_result=True)
def make_missing_pictures() -> int:
    """Make what a lost wake-up left unmade; return for how many images."""
    images = list(SiteImage.objects.without_pictures()[:AT_ONCE])
    for image in images:
        actions.make_pictures(image=image)
    return len(images)


@shared_task(ignore_result=True)
def forget_forms() -> int:
    """Delete the filled forms whose time is up; return how many."""
    return actions.forget_forms(today=timezone.localdate())


def wake_for_pictures(*, instance: Any, **_: object) -> None:
    """Wake a worker, after the commit, for each image that a page shows; hears of publications."""
    for image_id in images_of(instance):
        transaction.on_commit(partial(_wake, image_id))


def _wake(image_id: int) -> None:
    """Ask for the pictures of one image; a broker that is away only delays them."""
    try:
        make_pictures.apply_async((image_id,), retry=False)
    except (OSError, KombuError):
        log.warning("No worker was woken for image %s; the sweeper will make it.", image_id)
