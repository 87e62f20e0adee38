"""What follows from a publication: the pictures of the page are made in the background."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published

from pages.models.linked import images_of
from pages.tasks import make_pictures


@receiver(page_published, dispatch_uid="pages.make_pictures_of_published_page")
def make_pictures_of_published_page(instance: Any, **_: Any) -> None:
    """Wake a worker for each image that the published page shows."""
    for image_id in images_of(instance):
        transaction.on_commit(partial(make_pictures.delay, image_id))
